import type { QuickFacts } from './facts.ts';
import { printable } from './printable.ts';

/** How something stands; a chip or a mark shows it with its words, never by colour alone. */
export type Standing = 'ok' | 'warn' | 'bad' | 'info';
export type Verdict = { standing: Standing; title: string; detail: string };

/** What stands in the way of a plan, in words. */
const BLOCKERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    kubectl_missing: 'kubectl was not found, so no cluster was asked.',
    cluster_unreachable: 'No API server answered.',
    namespace_missing: 'The namespace does not exist.',
    deployment_missing: 'The Deployment does not exist.',
    rbac_denied: 'Your account may not patch this Deployment.',
    dry_run_failed: 'The API server refused the change.',
  }),
);

/** The verification as a finding. A plan without items has nothing that could be refused. */
export function verifyVerdict({ plan_items, target, verify }: QuickFacts): Verdict {
  const where = `Deployment ${printable(target.deployment)} in ${printable(target.namespace)}`;
  if (verify === null) return { standing: 'info', title: 'Not verified', detail: 'The verification could not run.' };
  const kind = verify.blocker?.kind ?? null;
  if (plan_items === 0) {
    const besides = kind === null ? '' : ` Besides: ${BLOCKERS.get(kind) ?? 'the verification found a fault.'}`;
    return { standing: 'info', title: 'Nothing to verify', detail: `The plan is empty.${besides}` };
  }
  if (kind !== null) {
    const detail = verify.blocker?.detail ? ` ${printable(verify.blocker.detail, 200)}` : '';
    const standing = kind === 'kubectl_missing' || kind === 'cluster_unreachable' ? 'warn' : 'bad';
    const title = standing === 'warn' ? 'Not verified by a cluster' : 'The server would not accept the plan';
    return { standing, title, detail: `${BLOCKERS.get(kind) ?? 'The reason is not known.'}${detail}` };
  }
  if (!verify.ok) return { standing: 'bad', title: 'The server would not accept the plan', detail: 'The reason is not known.' };
  const context = verify.context === null ? '' : ` Context ${printable(verify.context)}.`;
  return { standing: 'ok', title: 'The server would accept the plan', detail: `Dry run on ${where}.${context}` };
}

/** What the reports name as first blocker where the verification has not said it already; null: nothing else stands in the way. */
export function otherBlocker({ top_blocker, verify }: QuickFacts): string | null {
  if (top_blocker === null || top_blocker === verify?.blocker?.kind) return null;
  if (top_blocker === 'loss_missing')
    return 'No sample carries a loss, so nothing can be said of what a change would bring (loss_missing).';
  return `${printable(top_blocker)}, by the value report.`;
}
