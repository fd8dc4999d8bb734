import type { JsonObject } from '@modekeeper/contracts';
import { z } from 'zod';

const stringMap = z.record(z.string(), z.string());

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.number().optional(),
  labels: stringMap.optional(),
  annotations: stringMap.optional(),
});

/** Any object with identity; other fields are kept as they came. */
export const kubeObjectSchema = z.looseObject({ metadata });
export type KubeObject = z.infer<typeof kubeObjectSchema>;

/** The object as the JSON that it is. Every schema here is loose all the way down, so nothing that the server sent is missing. */
export function jsonOf(object: KubeObject | JsonObject): JsonObject {
  return object as JsonObject;
}

const labelSelector = z.looseObject({
  matchLabels: stringMap.optional(),
  matchExpressions: z
    .array(z.looseObject({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
    .optional(),
});
export type LabelSelector = z.infer<typeof labelSelector>;

/** The fields of apps/v1 Deployment that ModeKeeper itself reads; the effect is judged on the whole object. */
export const deploymentSchema = z.looseObject({
  metadata,
  spec: z.looseObject({
    replicas: z.number().optional(),
    paused: z.boolean().optional(),
    progressDeadlineSeconds: z.number().optional(),
    selector: labelSelector,
    strategy: z.looseObject({ type: z.string().optional() }).optional(),
    template: z.looseObject({ metadata: z.looseObject({ annotations: stringMap.optional() }).optional() }),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      conditions: z
        .array(z.looseObject({ type: z.string(), status: z.string().optional(), reason: z.string().optional() }))
        .optional(),
    })
    .optional(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

const listMetadata = z.object({ continue: z.string().optional() });
/** A list of Deployments as far as names go. */
export const deploymentListSchema = z.object({ metadata: listMetadata, items: z.array(kubeObjectSchema) });

export const podSchema = z.looseObject({
  metadata: metadata.extend({ creationTimestamp: z.string().optional(), deletionTimestamp: z.string().optional() }),
  spec: z.looseObject({ nodeName: z.string().optional(), containers: z.array(z.looseObject({ name: z.string() })) }),
  status: z.looseObject({ phase: z.string().optional() }).optional(),
});
export const podListSchema = z.object({ metadata: listMetadata, items: z.array(podSchema) });

export const configMapSchema = z.looseObject({ metadata, data: stringMap.optional() });
export type ConfigMap = z.infer<typeof configMapSchema>;

export const secretSchema = z.looseObject({ metadata, data: stringMap.optional() });

export const leaseSchema = z.looseObject({
  metadata,
  spec: z
    .looseObject({
      holderIdentity: z.string().optional(),
      leaseDurationSeconds: z.number().optional(),
      leaseTransitions: z.number().optional(),
      acquireTime: z.string().optional(),
      renewTime: z.string().optional(),
    })
    .optional(),
});
export type Lease = z.infer<typeof leaseSchema>;

export const versionSchema = z.object({ major: z.string(), minor: z.string(), gitVersion: z.string() });
export type ServerVersion = z.infer<typeof versionSchema>;

export const accessReviewSchema = z.object({ status: z.object({ allowed: z.boolean(), reason: z.string().optional() }) });
