import type { Cluster, TargetRef } from '../cluster.ts';
import type { Gate } from '../gate.ts';
import type { Outcome } from '../outcome.ts';

export const CANARY_LABEL = 'modekeeper/canary';

export interface CanaryInput {
  readonly cluster: Cluster;
  readonly target: TargetRef;
  /** Name of the guard's ValidatingAdmissionPolicy (chart value). */
  readonly policy: string;
  readonly gate: Gate;
}

/** `present` only when our policy itself refused; `absent` otherwise: an answer that we did not get is not a lock. */
export type CanaryResult =
  | { readonly kind: 'present'; readonly binding: string; readonly message: string; readonly date_ms: number | null }
  | {
      readonly kind: 'absent';
      readonly reason: 'accepted' | 'other_policy' | 'gated' | 'no_answer' | 'refused_otherwise';
      readonly detail: string;
    };

/**
 * Checks that the second lock is there: a change that the guard policy must refuse (a label on the target) is sent as a dry run and has to come back
 * as 422 naming our policy. It can never be stored, whatever the answer.
 */
export async function canary(input: CanaryInput): Promise<CanaryResult> {
  const patch = { metadata: { labels: { [CANARY_LABEL]: 'refuse-me' } } };
  const answer: Outcome<unknown> = await input.cluster.patchDeployment(input.target, patch, { dry_run: true }, input.gate);
  if (answer.kind === 'ok')
    return { kind: 'absent', reason: 'accepted', detail: 'The API server would have accepted the forbidden change.' };
  if (answer.kind === 'gated') return { kind: 'absent', reason: 'gated', detail: answer.message };
  if (answer.kind === 'invalid' && answer.denial?.policy === input.policy) {
    return { kind: 'present', binding: answer.denial.binding, message: answer.denial.message, date_ms: answer.date_ms ?? null };
  }
  const detail = `${answer.kind}: ${answer.message}`;
  if (answer.denial) return { kind: 'absent', reason: 'other_policy', detail };
  return {
    kind: 'absent',
    reason: answer.sent && answer.status !== undefined && answer.status < 500 ? 'refused_otherwise' : 'no_answer',
    detail,
  };
}
