import {
  canonicalJson,
  compareCodePoints,
  type EffectChange,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@modekeeper/contracts';
import { toPointer } from './pointer.ts';

type Path = readonly (string | number)[];
/** null stands for "absent", as everywhere in Kubernetes. */
const isEmptyObject = (value: JsonValue): boolean =>
  isJsonObject(value) && Object.values(value).every((member) => member === null);
const member = (object: JsonObject, key: string): JsonValue => (Object.hasOwn(object, key) ? (object[key] ?? null) : null);

function* diffObjects(path: Path, before: JsonObject, after: JsonObject): Generator<EffectChange> {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    yield* diffAt([...path, key], member(before, key), member(after, key), true);
  }
}

function* diffArrays(path: Path, before: readonly JsonValue[], after: readonly JsonValue[]): Generator<EffectChange> {
  let found = false;
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    for (const change of diffAt([...path, index], before[index] ?? null, after[index] ?? null, false)) {
      found = true;
      yield change;
    }
  }
  // Only nulls were added or removed: element by element nothing differs, the arrays still do.
  if (!found && before.length !== after.length) yield [toPointer(path), [...before], [...after]];
}

function* diffAt(path: Path, before: JsonValue, after: JsonValue, inObject: boolean): Generator<EffectChange> {
  if (Array.isArray(before) && Array.isArray(after)) return yield* diffArrays(path, before, after);
  const [object, other] = isJsonObject(before) ? [before, after] : [after, before];
  const leafWise = isJsonObject(object) && (isJsonObject(other) || (other === null && inObject && !isEmptyObject(object)));
  if (!leafWise) {
    if (canonicalJson(before) !== canonicalJson(after)) yield [toPointer(path), before, after];
    return;
  }
  yield* diffObjects(path, isJsonObject(before) ? before : {}, isJsonObject(after) ? after : {});
  // An empty object is a value of its own (`emptyDir: {}`): say so when it stays behind or is filled.
  if (isJsonObject(before) && isJsonObject(after) && isEmptyObject(before) !== isEmptyObject(after)) {
    yield [toPointer(path), isEmptyObject(before) ? {} : null, isEmptyObject(after) ? {} : null];
  }
}

/**
 * Difference between two JSON objects as sorted `[RFC 6901 pointer, before, after]`, null = absent, equal documents → `[]`.
 *
 * Rules, chosen so that the list determines `after` from `before` and annotations appear one by one:
 * - objects are compared member by member, also against an absent object (each leaf of a new map is one change);
 * - arrays are compared by index; a missing element is null on its side, and an added or removed element is one change with
 *   its whole value; an array against anything else, or a change of type, is one change with whole values;
 * - an empty object is a leaf `{}` when it appears, disappears, is filled or emptied; null members are absent.
 *
 * @throws ModeKeeperError `document_invalid` for a value without canonical form (a fraction).
 */
export function diffJson(before: JsonObject, after: JsonObject): EffectChange[] {
  return [...diffObjects([], before, after)].sort(([a], [b]) => compareCodePoints(a, b));
}
