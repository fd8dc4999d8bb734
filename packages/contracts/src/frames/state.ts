import { z } from 'zod';
import { digestOf } from '../digest.ts';
import { planIdSchema } from '../ids.ts';
import { compareCodePoints } from '../json/code-point-order.ts';
import type { PlanState } from '../plan-state-names.ts';
import { planStateSchema } from '../plan-states.ts';
import { sha256HexSchema } from '../primitives.ts';

export const openPlanSchema = z.object({
  plan_id: planIdSchema,
  plan_digest: sha256HexSchema,
  state: planStateSchema,
  /** Number of transitions so far. */
  revision: z.int().nonnegative(),
});
export type OpenPlan = z.infer<typeof openPlanSchema>;

/** Open plans as the sender knows them; both directions. */
export const stateReportBodySchema = z.object({ plans: z.array(openPlanSchema) });
export type StateReportBody = z.infer<typeof stateReportBodySchema>;

/** Compared only when both numbers match the receiver's own. */
export const stateDigestBodySchema = z.object({
  digest: sha256HexSchema,
  /** Highest number sent on the sender's stream, and highest contiguous number received of the other's. */
  sent_seq: z.int().nonnegative(),
  received_seq: z.int().nonnegative(),
});
export type StateDigestBody = z.infer<typeof stateDigestBodySchema>;

/**
 * Digest by which control plane and connector find out that they disagree: SHA-256 over the canonical JSON list of
 * `[plan_id, state, revision]` of the open plans, sorted by plan id.
 */
export function stateDigest(plans: readonly { plan_id: string; state: PlanState; revision: number }[]): string {
  const rows = plans.map(({ plan_id, state, revision }) => [plan_id, state, revision] as const);
  return digestOf([...rows].sort(([left], [right]) => compareCodePoints(left, right)));
}
