const FRACTION_BITS = 52n;
const FRACTION_MASK = (1n << FRACTION_BITS) - 1n;
/** Exponent of the smallest subnormal double: every finite double is an integer multiple of 2^-1074. */
const MIN_EXPONENT = -1074;
/** One for all values: a window of a million samples asks for millions of them. */
const VIEW = new DataView(new ArrayBuffer(8));

/** A finite double as `mantissa * 2^exponent`, exactly. */
function decompose(value: number): { mantissa: bigint; exponent: number } {
  VIEW.setFloat64(0, value);
  const bits = VIEW.getBigUint64(0);
  const biased = Number((bits >> FRACTION_BITS) & 0x7ffn);
  const fraction = bits & FRACTION_MASK;
  const magnitude = biased === 0 ? fraction : fraction | (1n << FRACTION_BITS);
  return { mantissa: bits >> 63n === 1n ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

/** `numerator / denominator * 2^exponent` as the nearest double, ties to even (`denominator` > 0). */
function roundQuotient(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator === 0n) return 0;
  const sign = numerator < 0n ? -1 : 1;
  let dividend = numerator < 0n ? -numerator : numerator;
  let divisor = denominator;
  // Scale so that the integer quotient has exactly 53 bits, but never finer than the smallest subnormal.
  const bitLength = (n: bigint): number => n.toString(2).length;
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
 * Mean of finite numbers: the exact sum divided by the count, rounded once to the nearest double, ties to even
 * (contract rule 4). Input order does not matter and cancellation loses nothing.
 *
 * @throws RangeError for an empty list or a value that is not finite; samples are cleaned before they get here.
 */
export function exactMean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('exactMean needs at least one value');
  if (!values.every(Number.isFinite)) throw new RangeError('exactMean needs finite values');
  const parts = values.map(decompose);
  const exponent = parts.reduce((least, part) => Math.min(least, part.exponent), 1024);
  const sum = parts.reduce((total, part) => total + (part.mantissa << BigInt(part.exponent - exponent)), 0n);
  return roundQuotient(sum, BigInt(values.length), exponent);
}
