import type { JsonValue } from '@modekeeper/contracts';

/** One thing that is wrong with a passport: where (dotted path, `''` = the whole document) and the contract's message. */
export type PassportProblem = { readonly path: string; readonly message: string };

/** Path into the parsed document, as `strictParse` reports number tokens. */
export type JsonPath = readonly (string | number)[];

/**
 * The integer that a document holds at a path, or null. Decided on the number token (contract rules 1 and 2): `1` is an
 * int, `1.0` and `1e0` are not, `true` and `false` count as 1 and 0.
 */
export type ReadInt = (value: JsonValue | undefined, path: JsonPath) => number | null;

/** Problems of a field that must be an array of non-blank strings, worded as the contract does. */
export function* checkStrings(value: JsonValue | undefined, path: string): Generator<PassportProblem> {
  if (!Array.isArray(value)) {
    yield { path, message: `${path} must be an array of strings` };
    return;
  }
  for (const [index, item] of value.entries()) {
    const itemPath = `${path}[${index}]`;
    if (typeof item !== 'string' || item.trim() === '')
      yield { path: itemPath, message: `${itemPath} must be a non-empty string` };
  }
}
