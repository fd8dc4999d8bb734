import type { NumberToken, Passport } from '@modekeeper/contracts';
import { isModeKeeperError, ModeKeeperError } from '@modekeeper/contracts/error';
import { strictParse } from '@modekeeper/contracts/json/strict-parse';
import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts/json/value';
import { checkPassport } from './check-passport.ts';
import { normalizePassport } from './normalize.ts';
import type { JsonPath, PassportProblem, ReadInt } from './problem.ts';

type Document = { readonly passport: JsonObject; readonly readInt: ReadInt };

const keyOf = (path: JsonPath): string => JSON.stringify(path);

/** Accepts what `accepts` calls an integer; booleans count as 1 and 0. */
const intReader =
  (accepts: (value: number, path: JsonPath) => boolean): ReadInt =>
  (value, path) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    return typeof value === 'number' && accepts(value, path) ? value : null;
  };

function open(text: string | Uint8Array, src: string): Document | PassportProblem {
  const whole = new Set<string>();
  const onNumber = ({ path, safe_integer }: NumberToken): void => {
    if (safe_integer) whole.add(keyOf(path));
  };
  let value: JsonValue;
  try {
    value = strictParse(text, { profile: 'strict', onNumber });
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return { path: '', message: `invalid JSON in ${src}: ${error.message}` };
  }
  if (!isJsonObject(value)) return { path: '', message: `${src}: top-level JSON must be an object` };
  return { passport: value, readInt: intReader((_, path) => whole.has(keyOf(path))) };
}

function accept({ passport, readInt }: Document, src: string): Passport {
  const [first] = checkPassport(passport, src, readInt);
  if (first) throw invalid(first);
  return normalizePassport(passport, readInt);
}

function invalid(problem: PassportProblem): ModeKeeperError {
  return new ModeKeeperError({
    code: 'passport_invalid',
    message: problem.message,
    hint: 'Correct this field of the passport and try again.',
  });
}

/**
 * Parses and checks a `passport.v0` text; `src` (file path or `template:<name>`) goes into the messages.
 *
 * @throws ModeKeeperError `passport_invalid` with the contract's exact message of the first failure.
 */
export function validatePassport(text: string | Uint8Array, src: string): Passport {
  const document = open(text, src);
  if ('message' in document) throw invalid(document);
  return accept(document, src);
}

/** Every problem of a passport text in validation order, for forms and the API; empty when it is valid. */
export function validatePassportAll(text: string | Uint8Array, src: string): PassportProblem[] {
  const document = open(text, src);
  return 'message' in document ? [document] : [...checkPassport(document.passport, src, document.readInt)];
}

/**
 * The same check for a passport that arrives as a parsed value inside another document, where the number tokens are gone:
 * a number counts as an int when it is a safe integer.
 *
 * @throws ModeKeeperError `passport_invalid`
 */
export function validatePassportValue(value: unknown, src: string): Passport {
  if (!isJsonObject(value)) throw invalid({ path: '', message: `${src}: top-level JSON must be an object` });
  return accept({ passport: value, readInt: intReader(Number.isSafeInteger) }, src);
}
