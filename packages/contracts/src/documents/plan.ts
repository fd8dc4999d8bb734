import { z } from 'zod';
import { clusterIdSchema, environmentIdSchema, organizationIdSchema, planIdSchema } from '../ids.ts';
import { jsonValueSchema } from '../json/value-schema.ts';
import {
  dnsLabelSchema,
  dnsSubdomainSchema,
  epochMsSchema,
  epochSecondsSchema,
  nonBlankSchema,
  sha256HexSchema,
} from '../primitives.ts';
import { planTargetSchema } from './target.ts';

/** Lifetime of a plan when nothing else is said, and the longest allowed, in seconds. */
export const PLAN_DEFAULT_LIFETIME_S = 4 * 3600;
export const PLAN_MAX_LIFETIME_S = 24 * 3600;

/** Surfaces that a plan may change today; `configmap` and `pod_annotations` are reserved names and refused. */
export const PLAN_SURFACES = ['deployment_template'] as const;

/** One patch of the plan, as in kubernetes.md "Plan". `patch` is a JSON merge patch (RFC 7386). */
export const planItemSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: dnsLabelSchema,
  name: dnsSubdomainSchema,
  reason: z.string(),
  patch: z.record(z.string(), jsonValueSchema),
});
export type PlanItem = z.infer<typeof planItemSchema>;

/** One knob change. `from` null: the annotation was absent; `to` null: it is removed (a rollback only). */
export const planChangeSchema = z.looseObject({
  knob: nonBlankSchema,
  from: z.int().nullable(),
  to: z.int().nullable(),
  temperature: z.enum(['hot', 'cold']),
  chord: z.string(),
  reason: z.string(),
});
export type PlanChange = z.infer<typeof planChangeSchema>;

export const planAuthorSchema = z.looseObject({
  kind: z.enum(['connector', 'member']),
  id: nonBlankSchema,
  key_id: z.string().nullable(),
});

export const planEvidenceSchema = z.looseObject({
  window_start_ms: epochMsSchema,
  window_end_ms: epochMsSchema,
  samples: z.int().nonnegative(),
  signals: z.array(z.string()),
  digest: sha256HexSchema,
});

const planBase = {
  schema_version: z.literal('plan.v1'),
  plan_id: planIdSchema,
  tenant_id: organizationIdSchema,
  cluster_id: clusterIdSchema,
  environment: environmentIdSchema,
  author: planAuthorSchema,
  created_at: epochSecondsSchema,
  expires_at: epochSecondsSchema,
  target: planTargetSchema,
  surface: z.enum(PLAN_SURFACES),
  items: z.array(planItemSchema),
  plan_sha256: sha256HexSchema,
  changes: z.array(planChangeSchema),
  detector: z.string(),
  evidence: planEvidenceSchema,
  passport: z.looseObject({ name: nonBlankSchema, digest: sha256HexSchema }),
};

const planShapeSchema = z.discriminatedUnion('kind', [
  z.looseObject({ ...planBase, kind: z.literal('apply') }),
  z.looseObject({ ...planBase, kind: z.literal('rollback'), receipt_digest: sha256HexSchema }),
]);

/**
 * The sealed plan, signed by the connector. `plan_digest` = `digestOf(payload)`. Times in epoch seconds.
 * Unknown fields are kept, since they are covered by the digest.
 */
export const planSchema = planShapeSchema.refine(
  (plan) => plan.created_at < plan.expires_at && plan.expires_at - plan.created_at <= PLAN_MAX_LIFETIME_S,
  'expires_at must be after created_at, by 24 hours at most',
);
export type Plan = z.infer<typeof planSchema>;
