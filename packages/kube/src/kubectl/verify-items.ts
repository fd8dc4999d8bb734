import type { PlanItem, Preimage } from '@modekeeper/engine';
import { isUnreachable } from './blocker.ts';
import { livePreimage, readLive } from './read-live.ts';
import type { Kubectl } from './run-kubectl.ts';

/** Checks of one item as `checks.items[]` has them, but for what access diagnostics add. */
export type ItemChecks = {
  namespace: string;
  name: string;
  object: string;
  namespace_exists: boolean;
  deployment_exists: boolean;
  dry_run: { attempted: boolean; mode: 'server' | null; ok: boolean; rc: number | null; stderr: string | null };
  preimage: Preimage | null;
};

/** Checks of an item for which nothing was asked. */
export function uncheckedItem({ name, namespace }: PlanItem, stderr: string | null): ItemChecks {
  return {
    namespace,
    name,
    object: `deployment/${name}`,
    namespace_exists: false,
    deployment_exists: false,
    dry_run: { attempted: false, mode: null, ok: false, rc: null, stderr },
    preimage: null,
  };
}

/** Asks the cluster about each item until one fails. Changes nothing: the patch is a server-side dry run. */
export async function verifyItems(
  kubectl: Kubectl,
  items: readonly PlanItem[],
  onItem: (item: PlanItem, index: number) => void,
): Promise<{ items: ItemChecks[]; unreachable: boolean }> {
  const checked: ItemChecks[] = [];
  for (const [index, item] of items.entries()) {
    onItem(item, index);
    const { checks, unreachable } = await verifyItem(kubectl, item);
    checked.push(checks);
    if (!checks.dry_run.ok) return { items: checked, unreachable };
  }
  return { items: checked, unreachable: false };
}

async function verifyItem(kubectl: Kubectl, item: PlanItem): Promise<{ checks: ItemChecks; unreachable: boolean }> {
  const { namespace, patch } = item;
  const checks = uncheckedItem(item, null);
  const inNamespace = (...args: string[]) => kubectl(['-n', namespace, ...args]);
  const space = await kubectl(['get', `namespace/${namespace}`, '-o', 'name']);
  const deployment = await inNamespace('get', checks.object, '-o', 'name');
  checks.namespace_exists = space.rc === 0;
  checks.deployment_exists = deployment.rc === 0;
  if (space.rc !== 0 || deployment.rc !== 0) return { checks, unreachable: [space, deployment].some(isUnreachable) };
  const flags = ['--type', 'merge', '--dry-run=server', '-o', 'name', '-p', JSON.stringify(patch)];
  const run = await inNamespace('patch', checks.object, ...flags);
  checks.dry_run = { attempted: true, mode: 'server', ok: run.rc === 0, rc: run.rc, stderr: run.stderr.trim() };
  if (run.rc === 0) {
    // Best effort: whoever needs it and does not find it verifies again.
    const live = await readLive(kubectl, item);
    checks.preimage = live.kind === 'read' ? livePreimage(live.object, patch) : null;
  }
  return { checks, unreachable: isUnreachable(run) };
}
