import type { HelloBody } from '@modekeeper/contracts';
import { Check, X } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { rightWords } from '../../clusters/connector-tab/right-words.ts';
import { PresenceChip } from '../../clusters/PresenceChip.tsx';
import { presenceCause } from '../../clusters/presence-words.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { Time } from '../../time/Time.tsx';
import type { InstallChoice } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { StepHelp } from '../help/StepHelp.tsx';
import { namesOf } from '../names-of.ts';
import { StepLayout } from '../StepLayout.tsx';

type Props = { cluster: Api<'ClusterDetail'>; choice: InstallChoice | null };

/** Step 6: the connector's session stands; what it found that it may do, and whether the guard stands. */
export function ConnectedStep({ choice, cluster }: Props) {
  const live = useLiveSnapshot(cluster.id);
  const presence = live?.presence ?? cluster.presence;
  const seen_at = live === undefined ? cluster.presence.last_seen_at : live.presence.last_seen_ms;
  const names = namesOf(choice, live?.hello);
  return (
    <StepLayout
      effects={effectsOf('connected', cluster.mode ?? 'observe', names)}
      help={presence.state === 'connected' ? undefined : <StepHelp step="connected" names={names} />}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PresenceChip cluster_id={cluster.id} listed={cluster.presence} />
        {seen_at !== null && (
          <span className="text-1 text-ink-3">
            last heard of <Time at={seen_at} />
          </span>
        )}
      </p>
      <p>
        {presence.state === 'never_connected'
          ? 'It has enrolled, and has not opened its connection yet. That takes seconds.'
          : presenceCause(presence)}
      </p>
      {live?.hello != null && <Rights hello={live.hello} />}
    </StepLayout>
  );
}

/** The API server's own answers about the connector's account, as the connector reports them. */
function Rights({ hello: { guard, mode, rights } }: { hello: HelloBody }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="font-semibold">What the API server says it may do</h3>
      <ul className="grid gap-1">
        {rights.map((right) => (
          <li key={`${right.verb} ${right.resource} ${right.namespace} ${right.name}`} className="flex min-w-0 items-start gap-2">
            <Outcome ok={right.allowed} />
            <span className="min-w-0 break-words">
              {rightWords(right).deed} <span className="text-ink-2">{rightWords(right).where}</span>
            </span>
          </li>
        ))}
        {mode !== 'observe' && (
          <li className="flex min-w-0 items-start gap-2">
            <Outcome ok={guard.ok} />
            <span className="min-w-0">
              {guard.ok
                ? 'The guard stands: a change that it must refuse was refused.'
                : `The guard was not found${guard.reason === null ? '' : ` (${guard.reason})`}: nothing is changed until its command has run.`}
            </span>
          </li>
        )}
      </ul>
    </div>
  );
}

function Outcome({ ok }: { ok: boolean }) {
  const Icon = ok ? Check : X;
  return (
    <>
      <Icon aria-hidden="true" size={16} className={ok ? 'mt-0.5 shrink-0 text-ok' : 'mt-0.5 shrink-0 text-bad'} />
      <span className="sr-only">{ok ? 'yes:' : 'no:'}</span>
    </>
  );
}
