import type { Check } from '@modekeeper/engine';
import { valueAt } from '@modekeeper/engine';
import { changesOf } from '../rollback/patch-changes.ts';
import type { ReadyItem } from './apply-items.ts';
import { isUnreachable } from './blocker.ts';
import { livePreimage, readLive } from './read-live.ts';
import type { Kubectl } from './run-kubectl.ts';

/** Whether every leaf that was patched holds its target, read again. */
export async function checkValues(kubectl: Kubectl, item: ReadyItem): Promise<Check> {
  const live = await readLive(kubectl, item);
  if (live.kind === 'unreadable') return { verdict: 'inconclusive', detail: live.detail };
  if (live.kind === 'gone') return { verdict: 'fail', detail: live.detail };
  const now = livePreimage(live.object, item.patch);
  if (now === null) return { verdict: 'inconclusive', detail: 'a value has no canonical form' };
  if (now.uid !== item.preimage.uid) return { verdict: 'fail', detail: 'another object has this name now' };
  const differs = changesOf(item.patch, item.preimage).find(
    ([pointer, , target]) => JSON.stringify(now.values[pointer] ?? null) !== JSON.stringify(target),
  );
  if (differs === undefined) return { verdict: 'pass', detail: null };
  const [pointer, , target] = differs;
  const found = JSON.stringify(valueAt(live.object, pointer));
  return { verdict: 'fail', detail: `${pointer} holds ${found} instead of ${JSON.stringify(target)}` };
}

/** The call may take this much longer than the rollout. */
const SLACK_MS = 10_000;

/** Whether the rollout came to its end in time. */
export async function checkRollout(
  kubectl: Kubectl,
  { name, namespace }: Pick<ReadyItem, 'name' | 'namespace'>,
  timeout_ms: number,
): Promise<Check> {
  const args = ['-n', namespace, 'rollout', 'status', `deployment/${name}`, `--timeout=${timeout_ms / 1_000}s`];
  const run = await kubectl(args, { timeout_ms: timeout_ms + SLACK_MS });
  if (run.rc === 0) return { verdict: 'pass', detail: null };
  const detail = run.stderr.trim() || `rc=${run.rc}`;
  const isAnswered = run.error === 'timeout' || (run.error === null && !isUnreachable(run));
  return { verdict: isAnswered ? 'fail' : 'inconclusive', detail };
}
