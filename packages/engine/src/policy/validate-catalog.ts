import {
  isJsonObject,
  isModeKeeperError,
  type JsonObject,
  type JsonValue,
  sortedByCodePoint,
  strictParse,
} from '@modekeeper/contracts';

/** `chords_validate.v0` without its place on disk. `chord_count` and `chord_ids` say what was there even when it is invalid. */
export type CatalogValidation = {
  schema_version: 'chords_validate.v0';
  ok: boolean;
  errors: string[];
  chord_count: number;
  chord_ids: string[];
};

const REQUIRED = ['id', 'intent', 'risk_tier', 'required_signals', 'invariants', 'knobs_touched'] as const;
const FIELDS: readonly string[] = [...REQUIRED, 'cooldown_ms', 'budget'];

type Check = { readonly path: string; readonly isInt: (path: string) => boolean };

/**
 * Judges a `chord_catalog.v1` text (contract page `policy`): every error, in the contract's order and words. `src` is the path as the
 * person gave it; `text` null: there is no such file.
 */
export function validateCatalog(text: Uint8Array | string | null, src: string): CatalogValidation {
  if (text === null) return answer([`${src}: file not found`], []);
  const whole = new Set<string>();
  let value: JsonValue;
  try {
    value = strictParse(text, {
      profile: 'strict',
      onNumber: ({ path, safe_integer }) => {
        if (safe_integer) whole.add(JSON.stringify(path));
      },
    });
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return answer([`${src}: invalid JSON: ${error.message}`], []);
  }
  if (!isJsonObject(value)) return answer([`${src}: top-level JSON must be an object`], []);
  const errors = sortedByCodePoint(Object.keys(value))
    .filter((key) => key !== 'schema_version' && key !== 'chords')
    .map((key) => `${src}: unknown top-level field '${key}'`);
  if (value.schema_version !== 'chord_catalog.v1') errors.push(`${src}: schema_version must be 'chord_catalog.v1'`);
  const { chords } = value;
  if (!Array.isArray(chords)) return answer([...errors, `${src}: chords must be an array`], []);
  const seen = new Set<string>();
  for (const [index, chord] of chords.entries()) {
    const isInt = (field: string) => whole.has(JSON.stringify(['chords', index, field]));
    errors.push(...checkChord(chord, seen, { path: `${src}: chords[${index}]`, isInt }));
  }
  return answer(errors, chords);
}

function answer(errors: string[], chords: readonly JsonValue[]): CatalogValidation {
  const ids = chords.flatMap((chord) => (isJsonObject(chord) && typeof chord.id === 'string' ? [chord.id] : []));
  return {
    schema_version: 'chords_validate.v0',
    ok: errors.length === 0,
    errors,
    chord_count: chords.length,
    chord_ids: sortedByCodePoint(new Set(ids)),
  };
}

function* checkChord(chord: JsonValue, seen: Set<string>, { isInt, path }: Check): Generator<string> {
  if (!isJsonObject(chord)) {
    yield `${path} must be an object`;
    return;
  }
  for (const key of sortedByCodePoint(Object.keys(chord))) if (!FIELDS.includes(key)) yield `${path}: unknown field '${key}'`;
  for (const key of REQUIRED) if (!Object.hasOwn(chord, key)) yield `${path}: missing required field '${key}'`;
  if (typeof chord.id !== 'string') yield `${path}: id must be string`;
  else if (seen.has(chord.id)) yield `${path}: duplicate chord id '${chord.id}'`;
  else seen.add(chord.id);
  for (const key of ['intent', 'risk_tier'] as const) if (typeof chord[key] !== 'string') yield `${path}: ${key} must be string`;
  for (const key of ['required_signals', 'invariants', 'knobs_touched'] as const) {
    if (!isTexts(chord[key])) yield `${path}: ${key} must be array of strings`;
  }
  if (Object.hasOwn(chord, 'cooldown_ms') && !isIntLike(chord, isInt)) yield `${path}: cooldown_ms must be int`;
  if (Object.hasOwn(chord, 'budget') && !isJsonObject(chord.budget)) yield `${path}: budget must be object`;
}

/** Decided on the number token; `true` and `false` count as 1 and 0 (contract rules 1 and 2). */
function isIntLike(chord: JsonObject, isInt: (field: string) => boolean): boolean {
  return typeof chord.cooldown_ms === 'boolean' || (typeof chord.cooldown_ms === 'number' && isInt('cooldown_ms'));
}

function isTexts(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
