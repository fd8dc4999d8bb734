// Numeric text of the contract (README, rule 7): blanks around, sign, exponent, `_` between digits; nan and inf in any case; no hexadecimal.
const DIGITS = String.raw`\d+(?:_\d+)*`;
const DECIMAL = new RegExp(`^[+-]?(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?$`);
const INTEGER = new RegExp(`^[+-]?${DIGITS}$`);
const WORD = /^([+-]?)(nan|inf|infinity)$/i;

/** The number that a field's value stands for; `null` when it stands for none. NaN and infinities are returned as such. Booleans are 1 and 0. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (DECIMAL.test(text)) return Number(text.replaceAll('_', ''));
  const word = WORD.exec(text);
  if (word === null) return null;
  if (word[2]?.toLowerCase() === 'nan') return Number.NaN;
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A finite number, or null. */
export function finiteOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isFinite(number) ? number : null;
}

/** A finite number that may carry the suffix `ms` (any case). */
export function millisecondsOf(value: unknown): number | null {
  return finiteOf(typeof value === 'string' ? millisecondsText(value) : value);
}

/** A text without its suffix `ms` (any case). */
export function millisecondsText(text: string): string {
  return text.trim().replace(/\s*ms$/i, '');
}

/** A whole number within ±(2^53-1), decided on the token (README, "stricter than they look", 1): `jsonRecord` gives `5` as bigint, `5.0` and `5e0` not. */
export function intOf(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !INTEGER.test(value.trim())) return null;
  const number = Number(value.trim().replaceAll('_', ''));
  return Number.isSafeInteger(number) ? number : null;
}
