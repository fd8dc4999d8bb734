import {
  dsseEnvelopeSchema,
  effectChangeSchema,
  jsonValueSchema,
  planEventBodySchema,
  planIdSchema,
  planStateSchema,
  receiptRequestSchema,
  requestOutcomeSchema,
  sha256HexSchema,
  verifyAfterSchema,
  wireReasonSchema,
} from '@modekeeper/contracts';
import { z } from 'zod';
import { signedSchema } from './signed.ts';

/** JSON pointer of every field that the plan touches to its value; null = absent. */
const fieldValuesSchema = z.record(z.string(), jsonValueSchema);
export type FieldValues = z.infer<typeof fieldValuesSchema>;

/**
 * One request that the plan made or is about to make. Written before it is sent, `outcome: pending`; an answer replaces it.
 * After a crash a pending request may or may not have landed: RESOLVE (safety.md, section 3).
 */
const journalRequestSchema = z.object({
  verb: z.enum(['apply', 'rollback']),
  at_ms: z.int().nonnegative(),
  resource_version_sent: receiptRequestSchema.shape.resource_version_sent,
  status: receiptRequestSchema.shape.status,
  outcome: z.union([requestOutcomeSchema, z.literal('pending')]),
  /** RESOLVE has found out what became of it. */
  resolved: z.boolean(),
});
export type JournalRequest = z.infer<typeof journalRequestSchema>;

const claimSchema = z.object({
  effect_digest: sha256HexSchema,
  approvals: z.array(dsseEnvelopeSchema),
  at_ms: z.int().nonnegative(),
  /** min(expires_at, claim + 15 min): nothing new is sent after it. */
  deadline_ms: z.int().nonnegative(),
});

/** What verifying found, kept when the report itself has been acknowledged. */
const verifiedSchema = z.object({
  ok: z.boolean(),
  effect_digest: sha256HexSchema,
  preimage_sha256: sha256HexSchema,
  /** [pointer, before, after] of the effect that was shown: what RESOLVE, the checks and the way back compare with. */
  changes: z.array(effectChangeSchema),
  finished_at: z.int().nonnegative(),
});

export const planRecordSchema = z.object({
  plan_id: planIdSchema,
  plan_digest: sha256HexSchema,
  /** `<namespace>/<name>` of the target, empty for a plan that this journal never held. */
  target: z.string(),
  created_at: z.int().nonnegative(),
  expires_at: z.int().nonnegative(),
  state: planStateSchema,
  /** Number of transitions so far. */
  revision: z.int().nonnegative(),
  /** Transitions that the control plane has not acknowledged, oldest first. */
  events: z.array(planEventBodySchema.omit({ plan_id: true })),
  /** The last transition, kept for a second delivery. */
  last_event: planEventBodySchema.omit({ plan_id: true }).nullable(),
  /** The sealed plan; null once the plan is over and everything about it is acknowledged. */
  plan: signedSchema.nullable(),
  plan_acked: z.boolean(),
  /** The newest verify report, until it is acknowledged. */
  report: signedSchema.nullable(),
  verified: verifiedSchema.nullable(),
  claim: claimSchema.nullable(),
  cancel_reason: wireReasonSchema.nullable(),
  after: fieldValuesSchema.nullable(),
  requests: z.array(journalRequestSchema),
  /** The write that landed: generation and resourceVersion that the server returned, when. */
  applied: z
    .object({ generation: z.int().nullable(), resource_version: z.string().nullable(), at_ms: z.int().nonnegative() })
    .nullable(),
  check: verifyAfterSchema.nullable(),
  /** Why a rollback began; it becomes the reason of the terminal state. */
  rollback_reason: wireReasonSchema.nullable(),
  kill: z.object({ signal: z.string(), at: z.int().nonnegative() }).nullable(),
  /** Since when the plan is `unknown`. */
  unknown_since_ms: z.int().nonnegative().nullable(),
  receipt: signedSchema.nullable(),
  receipt_digest: sha256HexSchema.nullable(),
  receipt_acked: z.boolean(),
  /** What later proposals must know about the end is in `<release>-state`. */
  remembered: z.boolean(),
});
export type PlanRecord = z.infer<typeof planRecordSchema>;
export type PlanTransition = PlanRecord['events'][number];

/** A record with nothing in it but who it is. */
export function bareRecord(
  head: Pick<PlanRecord, 'plan_id' | 'plan_digest' | 'target' | 'created_at' | 'expires_at' | 'state' | 'revision'>,
): PlanRecord {
  return {
    ...head,
    events: [],
    last_event: null,
    plan: null,
    plan_acked: false,
    report: null,
    verified: null,
    claim: null,
    cancel_reason: null,
    after: null,
    requests: [],
    applied: null,
    check: null,
    rollback_reason: null,
    kill: null,
    unknown_since_ms: null,
    receipt: null,
    receipt_digest: null,
    receipt_acked: false,
    remembered: false,
  };
}
