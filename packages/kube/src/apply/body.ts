import { isJsonObject, type JsonObject } from '@modekeeper/contracts';
import { PLAN_ANNOTATION, PLAN_DIGEST_ANNOTATION } from '@modekeeper/engine';
import type { MergePatch } from '../cluster.ts';

export interface RequestBodyInput {
  /** Patch of the plan item (or an inverse patch). */
  readonly patch: JsonObject;
  readonly plan_id: string;
  readonly plan_digest: string;
  /** Precondition: the version that the decision was made on. */
  readonly resource_version: string;
}

/**
 * The body of the real request, used unchanged for the dry run: the plan item's patch, plus the two plan annotations on the object only (the pod template's
 * annotations would start a rollout of their own), plus the precondition.
 */
export function requestBody({ patch, plan_id, plan_digest, resource_version }: RequestBodyInput): MergePatch {
  const metadata = isJsonObject(patch.metadata) ? patch.metadata : {};
  const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {};
  return {
    ...patch,
    metadata: {
      ...metadata,
      annotations: { ...annotations, [PLAN_ANNOTATION]: plan_id, [PLAN_DIGEST_ANNOTATION]: plan_digest },
      resourceVersion: resource_version,
    },
  };
}
