import { isJsonObject, type JsonValue } from '@modekeeper/contracts';

/** One reference token of an RFC 6901 pointer: `~` is written `~0`, `/` is written `~1`. */
export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** RFC 6901 pointer of a path of member names and array indices. */
export function toPointer(path: readonly (string | number)[]): string {
  return path.map((key) => `/${pointerToken(String(key))}`).join('');
}

/** Member names of an RFC 6901 pointer. */
export function fromPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, or null when it is absent (Kubernetes treats null and absent alike). */
export function valueAt(document: JsonValue, pointer: string): JsonValue {
  let value: JsonValue | undefined = document;
  for (const key of fromPointer(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value ?? null;
}
