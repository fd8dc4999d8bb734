import { ExactSum } from './exact-sum.ts';

/** Exponent of the smallest subnormal double: every finite double is an integer multiple of 2^-1074. */
const MIN_EXPONENT = -1074;
/** One for all calls: a replay asks for means of four values millions of times. */
const SCRATCH = new ExactSum();

const bitLength = (n: bigint): number => n.toString(2).length;

/** `numerator / denominator * 2^exponent` as the nearest double, ties to even (`denominator` > 0). */
function roundQuotient(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator === 0n) return 0;
  const sign = numerator < 0n ? -1 : 1;
  let dividend = numerator < 0n ? -numerator : numerator;
  let divisor = denominator;
  // Scale so that the integer quotient has exactly 53 bits, but never finer than the smallest subnormal.
  let shift = 53 - (bitLength(dividend) - bitLength(divisor));
  const quotientBits = (): number =>
    bitLength(shift >= 0 ? (dividend << BigInt(shift)) / divisor : dividend / (divisor << BigInt(-shift)));
  while (quotientBits() > 53) shift -= 1;
  shift = Math.min(shift, exponent - MIN_EXPONENT);
  if (shift >= 0) dividend <<= BigInt(shift);
  else divisor <<= BigInt(-shift);
  let quotient = dividend / divisor;
  const doubledRest = (dividend % divisor) * 2n;
  if (doubledRest > divisor || (doubledRest === divisor && quotient % 2n === 1n)) quotient += 1n;
  // quotient <= 2^53 is exact; two steps keep the power of two itself inside the double range.
  const power = exponent - shift;
  const half = Math.trunc(power / 2);
  return sign * Number(quotient) * 2 ** half * 2 ** (power - half);
}

/**
 * Mean by an exact sum (`ExactSum.total`): divided by the count and rounded once to the nearest double, ties to even (contract rule 4).
 *
 * @throws RangeError for a count of 0.
 */
export function meanOf(total: bigint, count: number): number {
  if (count === 0) throw new RangeError('a mean needs at least one value');
  return roundQuotient(total, BigInt(count), MIN_EXPONENT);
}

/**
 * Mean of finite numbers, exact until it is rounded once. Input order does not matter and cancellation loses nothing.
 *
 * @throws RangeError for an empty list or a value that is not finite; samples are cleaned before they get here.
 */
export function exactMean(values: Iterable<number>): number {
  SCRATCH.clear();
  let count = 0;
  for (const value of values) {
    SCRATCH.add(value);
    count += 1;
  }
  return meanOf(SCRATCH.total(), count);
}

/** The same of two values: halving a double's sum rounds at most once, except where the sum is too large, and there halving first does. */
export function meanOfTwo(left: number, right: number): number {
  const sum = left + right;
  if (sum === 0) return 0;
  return Number.isFinite(sum) ? sum / 2 : left / 2 + right / 2;
}
