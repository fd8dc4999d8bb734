import type { JsonObject, JsonValue } from '@modekeeper/contracts/json/value';

/** Where a value stands: keys and indexes from the top. */
export type JsonPath = readonly (string | number)[];

/** A member of an object or item of an array, with its place in the text. */
export type JsonMember = { readonly key: string | number; readonly key_start: number; readonly node: JsonNode };

/** A value with its place in the text: `[start, end)` in UTF-16 units. */
export type JsonNode = {
  readonly value: JsonValue;
  readonly start: number;
  readonly end: number;
  /** Of an object or array, in text order; a key that stands twice is here once, as it stood first. */
  readonly members: readonly JsonMember[];
};

/** The node at a path, or undefined. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const key of path) node = node?.members.find((member) => member.key === key)?.node;
  return node;
}

/** The value at a path, or undefined where nothing stands. */
export function valueAt(value: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as JsonObject)[key];
  }
  return found;
}
