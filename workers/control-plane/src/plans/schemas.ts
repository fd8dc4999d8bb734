import { z } from '@hono/zod-openapi';
import {
  dsseEnvelopeSchema,
  gateResultSchema,
  PLAN_STATES,
  pageQuerySchema,
  planChangeSchema,
  resolutionTerminalSchema,
  sha256HexSchema,
} from '@modekeeper/contracts';
import { actorSchema } from '../platform/actor.ts';

const stateSchema = z.enum(PLAN_STATES);
const payload = z.record(z.string(), z.unknown());

export const planSchema = z
  .object({
    id: z.string(),
    cluster_id: z.string(),
    environment_id: z.string(),
    kind: z.enum(['apply', 'rollback']),
    state: stateSchema,
    revision: z.int(),
    reason: z.string().nullable(),
    plan_digest: z.string(),
    effect_digest: z.string().nullable(),
    target: z.object({ kind: z.string(), namespace: z.string(), name: z.string(), uid: z.string() }),
    changes: z.array(planChangeSchema),
    created_at: z.string(),
    expires_at: z.string(),
    updated_at: z.string(),
    verified_at: z.string().nullable(),
    dispatched_at: z.string().nullable(),
    cancel_requested_at: z.string().nullable(),
  })
  .openapi('Plan');
export type PlanView = z.infer<typeof planSchema>;

const eventSchema = z.object({
  n: z.int(),
  revision: z.int(),
  from: stateSchema.nullable(),
  to: stateSchema,
  reason: z.string().nullable(),
  actor: actorSchema,
  at: z.string(),
  recorded_at: z.string(),
  divergence: z.boolean(),
});
const documentSchema = z.object({
  kind: z.enum(['plan', 'verify_report', 'approval', 'receipt', 'resolution']),
  digest: z.string(),
  recorded_at: z.string(),
  /** What was signed, readable; proof is the envelope. */
  payload,
  envelope: dsseEnvelopeSchema,
});
export const planDetailSchema = planSchema
  .extend({
    /** Of the newest passing report; null before. */
    effect: payload.nullable(),
    /** Of the newest report. */
    gates: z.array(gateResultSchema),
    events: z.array(eventSchema),
    documents: z.array(documentSchema),
  })
  .openapi('PlanDetail');
export type PlanDetail = z.infer<typeof planDetailSchema>;

export const listPlansSchema = pageQuerySchema.extend({
  cluster_id: z.string().max(40).optional(),
  environment_id: z.string().max(40).optional(),
  state: z
    .string()
    .max(400)
    .optional()
    .openapi({ description: 'One state, or several with commas', example: 'verified,approved' })
    .transform((text) => text?.split(','))
    .pipe(z.array(stateSchema).optional()),
  target: z.string().trim().max(300).optional().openapi({ description: 'Part of namespace/name', example: 'training/trainer' }),
});
export type ListPlans = z.infer<typeof listPlansSchema>;

export const approveSchema = z.object({ effect_digest: sha256HexSchema }).openapi('ApprovePlan');
export const reasonSchema = z.object({ reason: z.string().trim().min(1).max(500) }).openapi('PlanReason');
export const resolveSchema = z
  .object({ terminal: resolutionTerminalSchema, note: z.string().trim().min(1).max(2000) })
  .openapi('ResolvePlan');
