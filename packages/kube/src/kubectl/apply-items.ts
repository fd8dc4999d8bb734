import type { JsonObject } from '@modekeeper/contracts';
import { classifyReadBack, type PlanItem, type Preimage, type ReadBack } from '@modekeeper/engine';
import { settle } from '../apply/settle.ts';
import { closedBy, type Gate } from '../gate.ts';
import { changesOf } from '../rollback/patch-changes.ts';
import { kubectlFailure } from './classify.ts';
import { livePreimage, readLive } from './read-live.ts';
import type { Kubectl } from './run-kubectl.ts';

/** An item of a plan with what its object held when it was verified. */
export type ReadyItem = PlanItem & { readonly preimage: Preimage };

/** `reason`: applied, failed, unknown, not_attempted, or why it was blocked. `touched`: its object was or may have been changed. */
export type ItemResult = {
  readonly attempted: boolean;
  readonly ok: boolean | null;
  readonly rc: number | null;
  readonly stderr: string | null;
  readonly reason: string;
  readonly detail: string | null;
  readonly touched: boolean;
};

export type ApplyHooks = {
  /** Asked before an item's object is read and again directly before its patch is sent. */
  readonly gate: Gate;
  onStart(index: number): void;
  /** Directly before the patch is sent; false leaves it unsent, and the item has failed. */
  beforeSend(index: number): boolean;
  onResult(index: number, result: ItemResult): void;
};

const idle = { attempted: false, ok: null, rc: null, stderr: null, detail: null, touched: false };

/**
 * Sends the patches of a plan in order and stops at the first that is not applied (contract page `kubernetes`, "k8s apply"). Per item: the
 * gate, the pre-image read again, the gate again, then exactly `kubectl -n <ns> patch deployment/<name> --type merge -p <json>`.
 */
export async function applyItems(kubectl: Kubectl, items: readonly ReadyItem[], hooks: ApplyHooks): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (const [index, item] of items.entries()) {
    if (results.some(({ reason }) => reason !== 'applied')) {
      results.push({ ...idle, reason: 'not_attempted' });
      continue;
    }
    hooks.onStart(index);
    const result = await applyItem(kubectl, item, index, hooks);
    hooks.onResult(index, result);
    results.push(result);
  }
  return results;
}

async function applyItem(kubectl: Kubectl, item: ReadyItem, index: number, hooks: ApplyHooks): Promise<ItemResult> {
  const first = await closedBy(hooks.gate);
  if (first !== null) return { ...idle, reason: first.reason, detail: first.message };
  const live = await readUnchanged(kubectl, item);
  if ('fault' in live) return { ...idle, reason: 'verify_stale', detail: live.fault };
  const again = await closedBy(hooks.gate);
  if (again !== null) return { ...idle, reason: again.reason, detail: again.message };
  if (!hooks.beforeSend(index)) return { ...idle, ok: false, reason: 'failed', detail: 'the change could not be recorded' };
  return sendPatch(kubectl, item);
}

/** Reads an item's object; `fault`: why it is not as it was verified. */
export async function readUnchanged(kubectl: Kubectl, item: ReadyItem): Promise<{ object: JsonObject } | { fault: string }> {
  const live = await readLive(kubectl, item);
  const where = `deployment ${item.name} in ${item.namespace}`;
  if (live.kind !== 'read') return { fault: `${where} cannot be read: ${live.detail}` };
  if (livePreimage(live.object, item.patch)?.sha256 === item.preimage.sha256) return { object: live.object };
  return { fault: `${where} has changed since it was verified; verify again` };
}

/** Sends one patch. A definite no ends it; after anything else the object itself is asked. */
async function sendPatch(kubectl: Kubectl, item: ReadyItem): Promise<ItemResult> {
  const { name, namespace, patch } = item;
  const run = await kubectl(['-n', namespace, 'patch', `deployment/${name}`, '--type', 'merge', '-p', JSON.stringify(patch)]);
  const sent = { attempted: true, rc: run.rc, stderr: run.stderr.trim(), detail: null };
  const applied = { ...sent, ok: true, reason: 'applied', touched: true };
  if (run.rc === 0) return applied;
  const failure = kubectlFailure(run);
  if (settle(failure) !== 'unknown') return { ...sent, ok: false, reason: 'failed', detail: failure.message, touched: false };
  const found = await readBack(kubectl, item);
  if (found === 'ours') return applied;
  // Even where it did not land yet it still may: whoever takes the plan back looks at it once more.
  const reason = found === 'preimage' || found === 'none_of_ours' ? 'failed' : 'unknown';
  return { ...sent, ok: reason === 'failed' ? false : null, reason, detail: failure.message, touched: true };
}

async function readBack(kubectl: Kubectl, { name, namespace, patch, preimage }: ReadyItem): Promise<ReadBack | 'unreadable'> {
  const live = await readLive(kubectl, { name, namespace });
  if (live.kind !== 'read') return 'unreadable';
  const now = livePreimage(live.object, patch);
  if (now === null || now.uid !== preimage.uid) return 'unreadable';
  const fields = changesOf(patch, preimage).map(([pointer, before, ours]) => ({
    live: now.values[pointer] ?? null,
    ours,
    before,
  }));
  return classifyReadBack(fields);
}
