import { z } from 'zod';
import { dnsLabelSchema, dnsSubdomainSchema } from './primitives.ts';

/** Annotation values of a knob patch: the target as text, or `null` to remove the annotation (rollback to "unset"). */
export const annotationPatchSchema = z.record(z.string(), z.string().nullable());

/** JSON merge patch of a Kubernetes plan item; both annotation maps hold the same `modekeeper/knob.*` keys. */
export const k8sPatchSchema = z.object({
  metadata: z.object({ annotations: annotationPatchSchema }),
  spec: z.object({ template: z.object({ metadata: z.object({ annotations: annotationPatchSchema }) }) }),
});

/** JSON merge patch of a Kubernetes plan item. */
export type K8sPatch = z.infer<typeof k8sPatchSchema>;

/** One item of a Kubernetes plan (contract page `kubernetes`, "Plan"). */
export const k8sPlanItemSchema = z.object({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  namespace: dnsLabelSchema,
  name: dnsSubdomainSchema,
  reason: z.string(),
  patch: k8sPatchSchema,
});

/** One item of a Kubernetes plan. */
export type K8sPlanItem = z.infer<typeof k8sPlanItemSchema>;
