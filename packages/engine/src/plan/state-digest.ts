import { compareCodePoints, digestOf, type PlanState } from '@modekeeper/contracts';

/** An open plan as both sides compare it; `revision` is the number of its transitions. */
export type PlanStateRow = { readonly plan_id: string; readonly state: PlanState; readonly revision: number };

/**
 * Digest by which control plane and connector find out that they disagree: SHA-256 over the canonical JSON list of
 * `[plan_id, state, revision]` of the open plans, sorted by plan id.
 */
export function stateDigest(open_plans: Iterable<PlanStateRow>): string {
  const rows = Array.from(open_plans, ({ plan_id, state, revision }): [string, string, number] => [plan_id, state, revision]);
  return digestOf(rows.sort(([a], [b]) => compareCodePoints(a, b)));
}
