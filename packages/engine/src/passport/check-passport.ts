import { sortedByCodePoint } from '@modekeeper/contracts/json/code-point-order';
import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts/json/value';
import { PASSPORT_CHORD_IDS } from '@modekeeper/contracts/passport-chords';
import { checkFreezeWindows, checkLimits } from './check-limits.ts';
import { checkStrings, type PassportProblem, type ReadInt } from './problem.ts';

const KNOWN_CHORDS: readonly string[] = PASSPORT_CHORD_IDS;

function* checkChords(chords: JsonValue | undefined, src: string): Generator<PassportProblem> {
  const path = 'allowed_chords';
  const wording = [...checkStrings(chords, path)];
  yield* wording;
  if (wording.length > 0 || !Array.isArray(chords)) return;
  if (chords.length === 0) yield { path, message: `${src}: allowed_chords must not be empty` };
  const unknown = chords.map(String).filter((id) => !KNOWN_CHORDS.includes(id));
  if (unknown.length > 0) {
    const expected = sortedByCodePoint(KNOWN_CHORDS).join(', ');
    yield {
      path,
      message: `${src}: allowed_chords contains unknown IDs (${unknown.join(', ')}); expected canonical IDs: ${expected}`,
    };
  }
}

function* checkActuators(actuators: JsonValue | undefined): Generator<PassportProblem> {
  if (!isJsonObject(actuators)) {
    yield { path: 'allowed_actuators', message: 'allowed_actuators must be an object' };
    return;
  }
  yield* checkStrings(actuators.hot, 'allowed_actuators.hot');
  yield* checkStrings(actuators.cold, 'allowed_actuators.cold');
}

function* checkObject(passport: JsonObject, path: 'cooldowns' | 'gates'): Generator<PassportProblem> {
  if (Object.hasOwn(passport, path) && !isJsonObject(passport[path])) yield { path, message: `${path} must be an object` };
}

/**
 * Every problem of a parsed `passport.v0`, in the contract's validation order (page `passports`, steps 2 to 12); the first
 * one is the one that `mk` prints. `src` is the file path as given or `template:<name>`.
 */
export function* checkPassport(passport: JsonObject, src: string, readInt: ReadInt): Generator<PassportProblem> {
  if (passport.schema_version !== 'passport.v0') {
    yield { path: 'schema_version', message: `${src}: schema_version must be 'passport.v0'` };
  }
  if (typeof passport.name !== 'string' || passport.name.trim() === '') {
    yield { path: 'name', message: `${src}: name is required and must be non-empty string` };
  }
  yield* checkChords(passport.allowed_chords, src);
  yield* checkActuators(passport.allowed_actuators);
  yield* checkLimits(passport.limits, src, readInt);
  if (Object.hasOwn(passport, 'invariants')) yield* checkStrings(passport.invariants, 'invariants');
  yield* checkObject(passport, 'cooldowns');
  yield* checkObject(passport, 'gates');
  if (isJsonObject(passport.limits)) yield* checkFreezeWindows(passport.limits);
}
