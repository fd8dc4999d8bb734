import { isJsonObject, type JsonObject, type Passport } from '@modekeeper/contracts';
import { mergePatch as merge } from './apply/merge-patch.ts';
import { normalizeEffect } from './effect/normalize-effect.ts';
import { patchPointers, preimageOf } from './effect/preimage.ts';
import type { JudgeFacts } from './passport/judge-facts.ts';
import { EMPTY_LEDGER } from './passport/ledger.ts';
import { readObjectFacts } from './passport/object-facts.ts';
import { passportTemplate, SANDBOX_TEMPLATES } from './passport/templates.ts';
import { buildPatch, type KnobTarget, knobAnnotation } from './plan/build-patch.ts';
import { CHORD_CATALOG } from './policy/chord-catalog.ts';

/** The moment at which test facts are judged. */
export const NOW_MS = Date.UTC(2026, 0, 15, 12);

/** The sandbox's applying passport. */
export const DEMO: Passport = passportTemplate('demo', SANDBOX_TEMPLATES);

/** What a test Deployment holds besides its fixed part. */
export type DeploymentShape = {
  knobs?: Record<string, string>;
  mirror?: Record<string, string>;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  strategy?: JsonObject;
  managedFields?: JsonObject[];
};

const annotationsOf = (knobs: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(knobs).map(([knob, value]) => [knobAnnotation(knob), value]));

/** A Deployment as the API server returns it; the demo trainer's knobs unless given. */
export function deployment(shape: DeploymentShape = {}): JsonObject {
  const annotations = { ...annotationsOf(shape.mirror ?? {}), ...shape.annotations };
  const template = annotationsOf(shape.knobs ?? { concurrency: '1', dataloader_prefetch_factor: '1' });
  return {
    metadata: {
      uid: 'u-1',
      resourceVersion: '7',
      labels: { app: 'trainer', ...shape.labels },
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ...(shape.managedFields && { managedFields: shape.managedFields }),
    },
    spec: {
      strategy: shape.strategy ?? { type: 'Recreate' },
      template: {
        metadata: { labels: { app: 'trainer' }, ...(Object.keys(template).length > 0 && { annotations: template }) },
        spec: { containers: [{ name: 'trainer', image: 'trainer' }] },
      },
    },
  };
}

/** What an API server without webhooks would store. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  return withoutEmptyMaps(merge(target, patch));
}

/** Go's `omitempty` on ObjectMeta.Annotations: the API server never returns an empty map. */
function withoutEmptyMaps(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(
    ([key, value]) => key !== 'annotations' || !isJsonObject(value) || Object.keys(value).length > 0,
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, isJsonObject(value) ? withoutEmptyMaps(value) : value]));
}

/** A change as BURST-ABSORB makes it. */
export const burstChange = (knob: string, to: number | null) => ({ knob, to, chord: 'BURST-ABSORB', reason: 'latency_burst' });

/** Facts for the judge: the plan patched onto a live object, with a webhook of the test's in between. */
export function judgeFacts(
  options: {
    live?: DeploymentShape;
    changes?: JudgeFacts['changes'];
    webhook?: (result: JsonObject) => JsonObject;
  } & Partial<Omit<JudgeFacts, 'changes' | 'effect' | 'object'>> = {},
): JudgeFacts {
  const {
    live: shape,
    changes = [burstChange('concurrency', 4), burstChange('dataloader_prefetch_factor', 2)],
    webhook,
    ...over
  } = options;
  const live = deployment(shape);
  const patch = buildPatch(changes satisfies readonly KnobTarget[]);
  const result = mergePatch(live, patch);
  const pointers = patchPointers(patch);
  return {
    passport: DEMO,
    catalog: CHORD_CATALOG,
    effect: normalizeEffect(live, webhook ? webhook(result) : result, preimageOf(live, pointers).sha256),
    changes,
    patch_pointers: pointers,
    object: readObjectFacts(live),
    ledger: EMPTY_LEDGER,
    now_ms: NOW_MS,
    reported_knobs: [
      'concurrency',
      'dataloader_prefetch_factor',
      'microbatch_size',
      'grad_accum_steps',
      'timeout_ms',
      'dataloader_num_workers',
    ],
    gitops_managers: ['argocd-controller', 'kustomize-controller', 'helm-controller'],
    guard_bounds: {
      concurrency: { min: 1, max: 16 },
      dataloader_prefetch_factor: { min: 1, max: 8 },
      microbatch_size: { min: 1, max: 256 },
      grad_accum_steps: { min: 1, max: 64 },
      timeout_ms: { min: 1000, max: 60_000 },
    },
    ...over,
  };
}
