import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';

/** An answer of kubectl as JSON, undefined when it is none. */
export function jsonAnswer(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What stands at a path of members, undefined where the path ends early. */
export function memberAt(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let at = value;
  for (const key of path) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** The objects of a list answer (`get … -o json`); null when the answer is no list. */
export function listAnswer(text: string): JsonObject[] | null {
  const items = memberAt(jsonAnswer(text), 'items');
  return Array.isArray(items) ? items.filter(isJsonObject) : null;
}

/** Answer of `auth can-i`: JSON `status.allowed` or `allowed`, else the last line that is not blank, yes or no in any case; else null. */
export function canIAnswer(stdout: string): boolean | null {
  const json = jsonAnswer(stdout);
  for (const allowed of [memberAt(json, 'status', 'allowed'), memberAt(json, 'allowed')]) {
    if (typeof allowed === 'boolean') return allowed;
  }
  const last = stdout
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim().toLowerCase())
    .findLast((line) => line !== '');
  if (last === 'yes') return true;
  return last === 'no' ? false : null;
}
