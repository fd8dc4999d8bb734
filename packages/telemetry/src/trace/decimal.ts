const ZERO = 0x30;
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** Upper half of a double's mantissa (Veltkamp). */
const SPLITTER = 2 ** 27 + 1;
/** Far more than the error of a correction, far less than the distance to the next double. */
const DOUBT = 2 ** -40;

/** Reads JSON number tokens from bytes: the same double as `JSON.parse`, without a text for each. */
export class DecimalReader {
  /** The number that was read; NaN when there was none, or none of which this reader is sure. */
  readonly value = new Float64Array(1);
  /** Whether the token is a whole number without fraction and exponent. */
  is_integer = false;

  /**
   * Reads the number whose token begins at `at`; answers the place behind it, or -1 when none does. It is not sure of numbers of more than 17
   * digits, with large exponents, or so close to the middle of two doubles that it cannot tell. What follows `bytes` must be no part of a number.
   */
  read(bytes: Uint8Array, at: number): number {
    const { value } = this;
    value[0] = Number.NaN;
    const is_negative = bytes[at] === 0x2d;
    const from = is_negative ? at + 1 : at;
    let digit = (bytes[from] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    let next = from;
    // Nine digits and up to eight more: both halves, and the first scaled by the second's power of ten, are exact.
    let head = 0;
    let tail = 0;
    let digits = 0;
    let behind_point = 0;
    while (digit >= 0 && digit <= 9) {
      if (digits < 9) head = head * 10 + digit;
      else tail = tail * 10 + digit;
      if (head !== 0) digits += 1;
      next += 1;
      digit = (bytes[next] as number) - ZERO;
    }
    // No zeros in front.
    if (bytes[from] === ZERO && next > from + 1) return -1;
    this.is_integer = true;
    if (bytes[next] === 0x2e) {
      this.is_integer = false;
      next += 1;
      const first = next;
      digit = (bytes[next] as number) - ZERO;
      while (digit >= 0 && digit <= 9) {
        if (digits < 9) head = head * 10 + digit;
        else tail = tail * 10 + digit;
        if (head !== 0) digits += 1;
        next += 1;
        digit = (bytes[next] as number) - ZERO;
      }
      behind_point = next - first;
      if (behind_point === 0) return -1;
    }
    let power = -behind_point;
    if (((bytes[next] as number) | 0x20) === 0x65) {
      this.is_integer = false;
      next = this.#exponent(bytes, next + 1);
      if (next === -1) return -1;
      power += this.#power;
    }
    // `(head * 10^k + tail) * 10^power`, k the digits of tail.
    const shifted = digits > 9 ? head * (POWERS[digits - 9] as number) : head;
    const mantissa = shifted + tail;
    if (digits <= 15 && power <= 0 && power >= -22) {
      // Both are exact, so one operation rounds once. Here and not in a function: its numbers would be put on the heap.
      const magnitude = mantissa / (POWERS[-power] as number);
      value[0] = is_negative ? -magnitude : magnitude;
    } else if (head === 0) {
      value[0] = is_negative ? -0 : 0;
    } else if (digits <= 17 && power <= 22 && power >= -22) {
      const magnitude = scaled(mantissa, shifted - mantissa + tail, digits, power);
      value[0] = is_negative ? -magnitude : magnitude;
    }
    return next;
  }

  #power = 0;

  /** Reads what follows the `e`; answers its end, or -1. */
  #exponent(bytes: Uint8Array, at: number): number {
    const is_negative = bytes[at] === 0x2d;
    const from = is_negative || bytes[at] === 0x2b ? at + 1 : at;
    let next = from;
    let power = 0;
    let digit = (bytes[next] as number) - ZERO;
    while (digit >= 0 && digit <= 9) {
      power = power * 10 + digit;
      next += 1;
      digit = (bytes[next] as number) - ZERO;
    }
    if (next === from) return -1;
    this.#power = is_negative ? -power : power;
    return next;
  }
}

/** `(high + low) * 10^power` rounded once, `low` being what adding up lost; NaN when that takes more than doubles. */
function scaled(high: number, low: number, digits: number, power: number): number {
  if (power === 0) return high;
  if (power < 0) return divided(high, low, POWERS[-power] as number);
  return digits <= 15 ? high * (POWERS[power] as number) : Number.NaN;
}

/** `(high + low) / divisor` rounded once; NaN when the correction cannot tell which double is nearer. */
function divided(high: number, low: number, divisor: number): number {
  const quotient = high / divisor;
  const product = quotient * divisor;
  const [quotient_high, divisor_high] = [upperHalf(quotient), upperHalf(divisor)];
  const [quotient_low, divisor_low] = [quotient - quotient_high, divisor - divisor_high];
  // What the product lost (Dekker), then what is left over of the dividend; both exact.
  const lost =
    quotient_high * divisor_high -
    product +
    quotient_high * divisor_low +
    quotient_low * divisor_high +
    quotient_low * divisor_low;
  const correction = (high - product - lost + low) / divisor;
  const nearest = quotient + correction * (1 - DOUBT);
  return nearest === quotient + correction * (1 + DOUBT) ? nearest : Number.NaN;
}

function upperHalf(value: number): number {
  const scaled_up = value * SPLITTER;
  return scaled_up - (scaled_up - value);
}
