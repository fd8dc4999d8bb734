import { z } from 'zod';
import { dsseEnvelopeSchema } from '../documents/envelope.ts';
import { targetRefSchema } from '../documents/target.ts';
import { planIdSchema, ulidSchema } from '../ids.ts';
import { planCloseTerminalSchema, planStateSchema } from '../plan-states.ts';
import { epochMsSchema, sha256HexSchema } from '../primitives.ts';
import { wireReasonSchema } from '../reason-codes.ts';

const revision = z.int().nonnegative();

/** A signed document about a plan: `plan_proposed` (plan), `verify_report`, `receipt`. */
export const planDocumentBodySchema = z.object({ plan_id: planIdSchema, envelope: dsseEnvelopeSchema });
export type PlanDocumentBody = z.infer<typeof planDocumentBodySchema>;

/** One transition. `revision` is the number of transitions after this one. */
export const planEventBodySchema = z.object({
  plan_id: planIdSchema,
  revision,
  from: planStateSchema,
  to: planStateSchema,
  reason: wireReasonSchema.nullable(),
  at_ms: epochMsSchema,
});
export type PlanEventBody = z.infer<typeof planEventBodySchema>;

/** A signed `kill_state`, up (what the connector obeys) and down (`kill_set`). */
export const killStateBodySchema = z.object({ envelope: dsseEnvelopeSchema });
export type KillStateBody = z.infer<typeof killStateBodySchema>;

/** Something a person should see that is no plan: advice, a refusal to propose, a fault of a target or of the passport. */
export const findingBodySchema = z.object({
  kind: z.enum(['advice', 'refusal', 'fault', 'notice']),
  code: wireReasonSchema,
  target: targetRefSchema.nullable(),
  detail: z.string().max(2000),
  changes: z
    .array(z.object({ knob: z.string(), from: z.int().nullable(), to: z.int().nullable(), chord: z.string() }))
    .max(50)
    .default([]),
  signals: z.array(z.string()).max(50).default([]),
  at_ms: epochMsSchema,
});
export type FindingBody = z.infer<typeof findingBodySchema>;

export const planDispatchBodySchema = z.object({
  plan_id: planIdSchema,
  plan_digest: sha256HexSchema,
  effect_digest: sha256HexSchema,
  approvals: z.array(dsseEnvelopeSchema).max(32),
  revision,
});
export type PlanDispatchBody = z.infer<typeof planDispatchBodySchema>;

export const planCloseBodySchema = z.object({
  plan_id: planIdSchema,
  terminal: planCloseTerminalSchema,
  reason: wireReasonSchema.nullable(),
  revision,
});
export type PlanCloseBody = z.infer<typeof planCloseBodySchema>;

export const planResolveBodySchema = z.object({
  plan_id: planIdSchema,
  plan_digest: sha256HexSchema,
  resolutions: z.array(dsseEnvelopeSchema).min(1).max(32),
});
export type PlanResolveBody = z.infer<typeof planResolveBodySchema>;

/** Sent only when the frame is durable at the receiver. `stream` names the stream that `seq` counts. */
export const ackBodySchema = z.object({
  stream: ulidSchema,
  seq: z.int().nonnegative(),
  /** Frames that the receiver has room for. */
  credit: z.int().nonnegative(),
  kill_epoch: z.int().nonnegative(),
});
export type AckBody = z.infer<typeof ackBodySchema>;

/** Why a frame or the session is refused; the socket closes after it when `close_code` stands. */
export const refusedBodySchema = z.object({
  code: wireReasonSchema,
  message: z.string().max(500),
  frame_id: ulidSchema.nullable().default(null),
  close_code: z.int().nullable().default(null),
  retry_after_s: z.int().nonnegative().nullable().default(null),
});
export type RefusedBody = z.infer<typeof refusedBodySchema>;

/** Live buckets while somebody watches. */
export const watchBodySchema = z.object({ on: z.boolean() });
export type WatchBody = z.infer<typeof watchBodySchema>;

export const logNoticeBodySchema = z.object({
  level: z.enum(['info', 'warn', 'error']),
  code: wireReasonSchema,
  message: z.string().max(1000),
  at_ms: epochMsSchema,
  /** Volatile frames lost since the last one that arrived (the ring's gap marker). */
  dropped: z.int().nonnegative().default(0),
});
export type LogNoticeBody = z.infer<typeof logNoticeBodySchema>;
