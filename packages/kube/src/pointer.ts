import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';

/** JSON pointer (RFC 6901) of a path of keys. */
export function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The keys of a JSON pointer. */
export function keysOf(pointer: string): string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, null when absent. Walks objects only: no field that ModeKeeper writes lies in a list. */
export function valueAt(value: unknown, pointer: string): JsonValue {
  let at: unknown = value;
  for (const key of keysOf(pointer)) {
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return null;
    at = at[key];
  }
  return (at ?? null) as JsonValue;
}

/** Every leaf of a merge patch as [pointer, target]; null = removal. Lists are leaves: a merge patch replaces them whole. */
export function leavesOf(patch: JsonObject): Array<readonly [pointer: string, value: JsonValue]> {
  const walk = (value: JsonValue, keys: string[]): Array<readonly [string, JsonValue]> =>
    isJsonObject(value) && Object.keys(value).length > 0
      ? Object.entries(value).flatMap(([key, item]) => walk(item, [...keys, key]))
      : [[pointerOf(keys), value] as const];
  return Object.entries(patch).flatMap(([key, value]) => walk(value, [key]));
}

/** The merge patch that sets exactly these leaves. */
export function patchOf(leaves: ReadonlyArray<readonly [pointer: string, value: JsonValue]>): JsonObject {
  const patch: JsonObject = {};
  for (const [pointer, value] of leaves) {
    const keys = keysOf(pointer);
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
