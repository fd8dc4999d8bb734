import { type Verdict, valueAt } from '@modekeeper/engine';
import { settle } from '../apply/settle.ts';
import { closedBy, type Gate } from '../gate.ts';
import { inverseOf } from '../rollback/inverse.ts';
import { changesOf } from '../rollback/patch-changes.ts';
import type { ReadyItem } from './apply-items.ts';
import { kubectlFailure } from './classify.ts';
import { livePreimage, readLive } from './read-live.ts';
import type { Kubectl } from './run-kubectl.ts';

/** `values_restored`: the object was read again and is as it was before; null: it could not be read. `blocked`: the gate's reason. */
export type RollbackResult = {
  readonly attempted: boolean;
  readonly ok: boolean | null;
  readonly rc: number | null;
  readonly stderr: string | null;
  readonly values_restored: boolean | null;
  readonly blocked: string | null;
};

/**
 * Takes items back, the last one first. Before each request: the gate (the kill switch), the object's uid, the gate again. Only fields that
 * still hold our value are restored; what somebody else changed since stays and makes the item fail. Answers in the order of `items`.
 */
export async function rollBackItems(
  kubectl: Kubectl,
  items: readonly ReadyItem[],
  hooks: { gate: Gate; onResult(index: number, result: RollbackResult): void },
): Promise<RollbackResult[]> {
  const results = new Map<number, RollbackResult>();
  for (const [index, item] of [...items.entries()].reverse()) {
    const result = await rollBackItem(kubectl, item, hooks.gate);
    hooks.onResult(index, result);
    results.set(index, result);
  }
  return [...results.entries()].sort(([left], [right]) => left - right).map(([, result]) => result);
}

const idle = { attempted: false, ok: false, rc: null, stderr: null, values_restored: null, blocked: null };

async function rollBackItem(kubectl: Kubectl, item: ReadyItem, gate: Gate): Promise<RollbackResult> {
  const { name, namespace, patch, preimage } = item;
  const first = await closedBy(gate);
  if (first !== null) return { ...idle, ok: null, blocked: first.reason };
  const live = await readLive(kubectl, item);
  if (live.kind === 'gone') return { ...idle, stderr: live.detail, values_restored: false };
  if (live.kind === 'unreadable') return { ...idle, ok: null, stderr: live.detail };
  if (String(valueAt(live.object, '/metadata/uid') ?? '') !== preimage.uid)
    return { ...idle, stderr: 'another object has this name now', values_restored: false };
  const inverse = inverseOf(live.object, changesOf(patch, preimage));
  if (inverse.patch === null) {
    const values_restored = isRestored(live.object, item);
    return { ...idle, ok: values_restored, values_restored, stderr: inverse.foreign.length > 0 ? taken(inverse.foreign) : null };
  }
  const again = await closedBy(gate);
  if (again !== null) return { ...idle, ok: null, blocked: again.reason };
  const flags = ['--type', 'merge', '-p', JSON.stringify(inverse.patch)];
  const run = await kubectl(['-n', namespace, 'patch', `deployment/${name}`, ...flags]);
  const after = await readLive(kubectl, item);
  const values_restored = after.kind === 'unreadable' ? null : after.kind === 'read' && isRestored(after.object, item);
  // A request whose answer was lost is judged by what the object holds.
  const isRefused = run.rc !== 0 && settle(kubectlFailure(run)) !== 'unknown';
  const stderr = run.stderr.trim() || (inverse.foreign.length > 0 ? taken(inverse.foreign) : '');
  return { attempted: true, ok: isRefused ? false : values_restored, rc: run.rc, stderr, values_restored, blocked: null };
}

function isRestored(object: Parameters<typeof livePreimage>[0], { patch, preimage }: ReadyItem): boolean {
  return livePreimage(object, patch)?.sha256 === preimage.sha256;
}

function taken(pointers: readonly string[]): string {
  return `changed by somebody else since, and left alone: ${pointers.join(', ')}`;
}

/** pass: all restored · fail: a request failed or values differ · inconclusive: unreadable · not_run: blocked before the first request. */
export function rollbackVerdict(results: readonly RollbackResult[]): Verdict {
  const blocked = results.some((result) => result.blocked !== null);
  if (blocked && !results.some(({ attempted }) => attempted)) return 'not_run';
  if (blocked || results.some(({ ok }) => ok === false)) return 'fail';
  return results.every(({ ok }) => ok === true) ? 'pass' : 'inconclusive';
}
