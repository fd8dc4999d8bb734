import type { PlanItem } from '@modekeeper/engine';
import { type ItemChecks, type Kubectl, uncheckedItem, verifyItems } from '@modekeeper/kube/kubectl';
import type { Io } from '../../cli/io.ts';
import { isInPod } from '../../io/pod.ts';

export type PlanChecks = {
  context: string | null;
  /** A call failed because no API server answered. */
  unreachable: boolean;
  checks: {
    kubectl_present: boolean;
    current_context: { ok: boolean; rc: number; stderr: string };
    items: ItemChecks[];
  };
};

/** Context and items, in the contract's order of calls. */
export async function checkPlan(
  io: Pick<Io, 'env' | 'progress'>,
  kubectl: Kubectl,
  items: readonly PlanItem[],
): Promise<PlanChecks> {
  const answer = await kubectl(['config', 'current-context']);
  const { rc } = answer;
  const stderr = answer.stderr.trim();
  if (answer.error === 'not_found' || rc === 127) {
    const current_context = { ok: false, rc, stderr };
    const unchecked = items.map((item) => uncheckedItem(item, 'kubectl not found'));
    return { context: null, unreachable: false, checks: { kubectl_present: false, current_context, items: unchecked } };
  }
  const named = rc === 0 ? answer.stdout.trim() : '';
  const context = named === '' ? (isInPod(io) ? 'in-cluster' : null) : named;
  const verified = await verifyItems(kubectl, items, ({ name, namespace }, index) =>
    io.progress(`Checking item ${index + 1} of ${items.length}: deployment ${name} in ${namespace}`),
  );
  const current_context = { ok: context !== null, rc, stderr };
  return {
    context,
    unreachable: verified.unreachable,
    checks: { kubectl_present: true, current_context, items: verified.items },
  };
}
