import { z } from 'zod';
import { jsonValueSchema } from '../json/value-schema.ts';
import { terminalPlanStateSchema } from '../plan-states.ts';
import { epochSecondsSchema, sha256HexSchema } from '../primitives.ts';
import { wireReasonSchema } from '../reason-codes.ts';

/** Verdict of a check after an apply, and of the whole (kubernetes.md, "Verify after apply"). */
export const CHECK_VERDICTS = ['pass', 'fail', 'inconclusive', 'not_run'] as const;
export const checkVerdictSchema = z.enum(CHECK_VERDICTS);
export type CheckVerdict = z.infer<typeof checkVerdictSchema>;

export const checkResultSchema = z.looseObject({ verdict: checkVerdictSchema, detail: z.string().nullable() });
export type CheckResult = z.infer<typeof checkResultSchema>;

/** What became of one request: the API server's word, or `unknown` where there was none. */
export const REQUEST_OUTCOMES = ['applied', 'conflict', 'refused', 'not_sent', 'unknown'] as const;
export const requestOutcomeSchema = z.enum(REQUEST_OUTCOMES);
export type RequestOutcome = z.infer<typeof requestOutcomeSchema>;

export const receiptRequestSchema = z.looseObject({
  verb: z.string(),
  resource_version_sent: z.string().nullable(),
  /** HTTP status, null when no answer came. */
  status: z.int().nullable(),
  outcome: requestOutcomeSchema,
});

/** `before` and `after`: JSON pointer to value of every touched field; null = absent. */
export const receiptObjectSchema = z.looseObject({
  uid: z.string(),
  before: z.record(z.string(), jsonValueSchema),
  after: z.record(z.string(), jsonValueSchema),
  requests: z.array(receiptRequestSchema),
});
export type ReceiptObject = z.infer<typeof receiptObjectSchema>;

export const verifyAfterSchema = z.looseObject({
  values: checkResultSchema,
  rollout: checkResultSchema,
  acknowledged: checkResultSchema,
  telemetry: checkResultSchema,
  verdict: checkVerdictSchema,
});
export type VerifyAfter = z.infer<typeof verifyAfterSchema>;

/** What a dispatched plan came to, signed by the connector. Times in epoch seconds. */
export const receiptSchema = z.looseObject({
  schema_version: z.literal('receipt.v1'),
  plan_digest: sha256HexSchema,
  effect_digest: sha256HexSchema.nullable(),
  /** `digestOf` of each approval's payload. */
  approvals: z.array(sha256HexSchema),
  terminal: terminalPlanStateSchema,
  reason: wireReasonSchema.nullable(),
  started_at: epochSecondsSchema,
  finished_at: epochSecondsSchema,
  objects: z.array(receiptObjectSchema),
  verify_after: verifyAfterSchema,
  /** The signal that stopped it (policy.md, "Kill switch"), when one did. */
  kill: z.looseObject({ signal: z.string(), at: epochSecondsSchema }).nullable(),
  journal_head: sha256HexSchema,
});
export type Receipt = z.infer<typeof receiptSchema>;
