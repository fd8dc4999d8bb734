/**
 * Rounds to 6 decimals of the exact binary value, ties to even (contract rule 3): 0.0078125 -> 0.007812.
 *
 * `toFixed` rounds the exact value already, but ties away from zero. A tie at the seventh decimal is an odd multiple of 1/(2^7 * 5^6); only
 * multiples of 1/2^7 among them are doubles, so seven decimals show every tie whole.
 */
export function round6(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`round6 needs a finite number, not ${value}`);
  // From here on doubles are whole numbers anyway.
  if (Math.abs(value) >= 2 ** 53) return value;
  const away = value.toFixed(6);
  const seven = value.toFixed(7);
  const isTie = Number.isInteger(value * 128) && seven.endsWith('5');
  const lastIsOdd = Number(away.at(-1)) % 2 === 1;
  // Cutting the seventh decimal goes towards zero, to the even neighbour.
  const text = isTie && lastIsOdd ? seven.slice(0, -1) : away;
  return Number(text) + 0;
}
