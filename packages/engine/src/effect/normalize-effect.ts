import {
  digestOf,
  type Effect,
  type EffectChange,
  type EffectObject,
  isJsonObject,
  type JsonObject,
  ModeKeeperError,
} from '@modekeeper/contracts';
import { diffJson } from './diff-json.ts';

/** Annotations that every request of ours carries; outside every digest and passport rule (contract page `connector`). */
export const PLAN_ANNOTATION = 'modekeeper/plan';
export const PLAN_DIGEST_ANNOTATION = 'modekeeper/plan-digest';

const SERVER_METADATA: readonly string[] = ['managedFields', 'resourceVersion', 'generation'];
const PLAN_ANNOTATIONS: readonly string[] = [PLAN_ANNOTATION, PLAN_DIGEST_ANNOTATION];

function omit(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** The object without what the server writes by itself and without our two plan annotations. */
function comparable(object: JsonObject): JsonObject {
  const rest = omit(object, ['status']);
  if (!isJsonObject(rest.metadata)) return rest;
  const metadata = omit(rest.metadata, SERVER_METADATA);
  if (isJsonObject(metadata.annotations)) {
    const annotations = omit(metadata.annotations, PLAN_ANNOTATIONS);
    // A map that held only plan annotations counts as absent, or our first plan would seem to add an empty map.
    if (Object.keys(annotations).length > 0) return { ...rest, metadata: { ...metadata, annotations } };
    return { ...rest, metadata: omit(metadata, ['annotations']) };
  }
  return { ...rest, metadata };
}

const uidOf = (object: JsonObject): string | null =>
  isJsonObject(object.metadata) && typeof object.metadata.uid === 'string' ? object.metadata.uid : null;

/**
 * The `effect` of one object: the normalised difference between the live object and what the server's dry run returned,
 * both as the API gave them, without managedFields, resourceVersion, generation, status and the two plan annotations.
 *
 * @param preimage_sha256 digest of the pre-image (`preimageOf`) of the same live object
 * @throws ModeKeeperError `document_invalid` when an object has no uid, or the two are not the same object
 */
export function normalizeEffect(live: JsonObject, dry_run_result: JsonObject, preimage_sha256: string): EffectObject {
  const uid = uidOf(live);
  if (uid === null || uid === '' || uid !== uidOf(dry_run_result)) {
    throw new ModeKeeperError({
      code: 'document_invalid',
      message: 'The live object and the result of the dry run are not the same object, or carry no uid.',
      hint: 'Read the object again and repeat the dry run.',
    });
  }
  const changes: EffectChange[] = diffJson(comparable(live), comparable(dry_run_result));
  return { uid, preimage_sha256, changes };
}

/** The `effect` document: its objects in plan order, and the passport that it was judged by. */
export function makeEffect(objects: readonly EffectObject[], passport_digest: string): Effect {
  return { objects: [...objects], passport_digest };
}

/** `effect_digest`: SHA-256 over the canonical bytes; holds no times, so verifying again gives the same digest. */
export function effectDigest(effect: Effect): string {
  return digestOf(effect);
}
