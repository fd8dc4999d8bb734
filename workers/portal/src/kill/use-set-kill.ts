import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { type CommandHeaders, useCommand } from '../api/use-command.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';
import { useProvenCommand } from '../session/use-proven-command.ts';
import type { KillScope, KillSwitch } from './scope.ts';

type Input = { scope: KillScope; reason: string };

/** Longer means that the network swallows it: the person must learn that, and stop locally or try again. */
const PATIENCE_MS = 15_000;

async function setKill(active: boolean, { reason, scope }: Input, headers: CommandHeaders): Promise<KillSwitch> {
  const body = { scope_type: scope.type, scope_id: scope.id, active, reason };
  return dataOf(api.POST('/v1/kill-switches', { body, headers, signal: AbortSignal.timeout(PATIENCE_MS) }));
}

function useRefresh(): () => Promise<unknown> {
  const { organization } = useScope();
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [keys.killSwitches, keys.plans, keys.audit].map((key) => queries.invalidateQueries({ queryKey: key(organization.id) })),
    );
}

/** Stops. The same click again, after an answer that was lost, is recognised as the same stop. */
export function useStop(onDone: (answer: KillSwitch) => void) {
  const refresh = useRefresh();
  return useCommand<Input, KillSwitch>((input, headers) => setKill(true, input, headers), {
    onDone: (answer) => {
      onDone(answer);
      // Not waited for: the outcome is known, whatever else the network still brings.
      void refresh();
    },
  });
}

/** Lifts; asks for a second factor first. */
export function useLift(onDone: (answer: KillSwitch) => void) {
  const refresh = useRefresh();
  return useProvenCommand<Input, KillSwitch>('lift this stop', (input, headers) => setKill(false, input, headers), {
    onDone: (answer) => {
      onDone(answer);
      void refresh();
    },
  });
}
