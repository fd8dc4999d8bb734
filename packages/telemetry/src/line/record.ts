/** One line's fields, from a JSON object or from key=value pairs. A whole number that was written as one (`5`, not `5.0`) is a `bigint`. */
export interface LineRecord {
  readonly kind: 'json' | 'pairs';
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The value of the first of `names` that is present, whatever it holds; `undefined` when none is. A present blank or null hides later names. */
export function firstPresent(fields: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  const name = names.find((candidate) => Object.hasOwn(fields, candidate));
  return name === undefined ? undefined : fields[name];
}
