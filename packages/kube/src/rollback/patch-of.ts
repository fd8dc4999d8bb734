import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import { fromPointer } from '@modekeeper/engine';

/** The JSON merge patch that sets exactly these leaves; null removes. Pointers go through objects only: no field that ModeKeeper writes lies in a list. */
export function patchOf(leaves: ReadonlyArray<readonly [pointer: string, value: JsonValue]>): JsonObject {
  const patch: JsonObject = {};
  for (const [pointer, value] of leaves) {
    const keys = fromPointer(pointer);
    const last = keys.pop() ?? '';
    let at = patch;
    for (const key of keys) {
      const next = Object.hasOwn(at, key) ? at[key] : undefined;
      at = isJsonObject(next) ? next : setOwn(at, key, {});
    }
    setOwn(at, last, value);
  }
  return patch;
}

// defineProperty: an assignment to `__proto__` would set the prototype instead of a member.
function setOwn<T extends JsonValue>(object: JsonObject, key: string, value: T): T {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return value;
}
