import { currentKnobs, EMPTY_LEDGER, type LoopMemory, readObjectFacts, type TargetLedger } from '@modekeeper/engine';
import { readLive } from '@modekeeper/kube/kubectl';
import { ledgerOf, readApplyState } from '../../apply/apply-state.ts';
import type { Applying } from './applying.ts';
import type { LoopSettings } from './settings.ts';

/**
 * What a tick that applies starts from: knobs as the Deployment has them, and the target's past changes. A Deployment that cannot be read
 * leaves what is known, and verification stops the plan; a record that cannot be used is refused by its own gate.
 */
export async function readTarget(
  { kubectl, state_folder }: Applying,
  { deployment, namespace }: Pick<LoopSettings, 'deployment' | 'namespace'>,
  memory: LoopMemory,
): Promise<{ memory: LoopMemory; changes: TargetLedger['changes'] }> {
  const target = { namespace, name: deployment };
  const live = await readLive(kubectl, target);
  const found = ledgerOf(readApplyState(state_folder), target);
  const ledger = found === 'unreadable' ? EMPTY_LEDGER : found;
  const object = live.kind === 'read' ? readObjectFacts(live.object) : null;
  return { memory: { ...memory, knobs: currentKnobs(memory.knobs, object, ledger) }, changes: ledger.changes };
}
