import { ModeKeeperError } from '../error.ts';
import { compareCodePoints } from './code-point-order.ts';

function refuse(what: string): never {
  throw new ModeKeeperError({
    code: 'document_invalid',
    message: `The value has no canonical form: ${what}.`,
    hint: 'Signed documents hold strings, booleans, null, whole numbers within ±(2^53-1), lists and objects only.',
  });
}

function text(value: string): string {
  if (!value.isWellFormed()) refuse('it holds a lone surrogate');
  // JSON.stringify escapes exactly what licensing.md asks for: quote, backslash, U+0000 … U+001F, the short way where one exists.
  return JSON.stringify(value);
}

function write(value: unknown, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? String(value) : refuse(`${value} is not a whole number within ±(2^53-1)`);
  if (typeof value !== 'object') return refuse(`it holds a ${typeof value}`);
  if (depth >= 64) return refuse('it is nested deeper than 64 levels');
  if (Array.isArray(value)) return `[${Array.from(value, (item: unknown) => write(item, depth + 1)).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => compareCodePoints(left, right));
  return `{${members.map(([key, item]) => `${text(key)}:${write(item, depth + 1)}`).join(',')}}`;
}

/**
 * Canonical JSON (licensing.md): keys sorted by code point at every level, separators `,` and `:`, non-ASCII raw, no
 * final newline. Whole numbers only. An `undefined` member is refused rather than dropped: two readers could differ on it.
 * @throws ModeKeeperError `document_invalid` for anything without a canonical form
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}
