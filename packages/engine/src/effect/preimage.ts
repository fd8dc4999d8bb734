import { digestOf, isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import { toPointer, valueAt } from './pointer.ts';

/** What an object held before a patch: its uid and the value of every leaf that the patch touches (null = absent). */
export type Preimage = { readonly uid: string; readonly values: Record<string, JsonValue>; readonly sha256: string };

/** RFC 6901 pointers of the leaves of a JSON merge patch, in the order of the patch. */
export function patchPointers(patch: JsonValue, path: readonly string[] = []): string[] {
  if (!isJsonObject(patch) || Object.keys(patch).length === 0) return [toPointer(path)];
  return Object.entries(patch).flatMap(([key, value]) => patchPointers(value, [...path, key]));
}

/**
 * Pre-image of a live object for a patch; `sha256` is over the canonical JSON of `{uid, values}` (contract page
 * `kubernetes`, `preimage`). It changes exactly when the object was recreated or a touched leaf changed.
 */
export function preimageOf(live: JsonObject, pointers: readonly string[]): Preimage {
  const uid = String(valueAt(live, '/metadata/uid') ?? '');
  const values = Object.fromEntries(pointers.map((pointer) => [pointer, valueAt(live, pointer)]));
  return { uid, values, sha256: digestOf({ uid, values }) };
}
