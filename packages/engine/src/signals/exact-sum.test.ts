import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactMean, meanOfTwo } from './exact-mean.ts';
import { ExactSum } from './exact-sum.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** A double in units of 2^-1074, read from its decimal expansion in base two. */
function units(value: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0] ?? 0n;
  const biased = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  const magnitude = biased === 0n ? fraction : (fraction | (1n << 52n)) << (biased - 1n);
  return bits >> 63n === 1n ? -magnitude : magnitude;
}
const summed = (values: readonly number[]) => {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
};

describe('ExactSum', () => {
  it('is the sum of the values as whole multiples of the smallest double', () => {
    fc.assert(
      fc.property(fc.array(finite), (values) => {
        expect(summed(values).total()).toBe(values.reduce((sum, value) => sum + units(value), 0n));
      }),
    );
  });

  it('stays exact over more values than its slots hold at once', () => {
    const sum = new ExactSum();
    const largest = 2 - Number.EPSILON;
    for (let added = 0; added < 2 ** 20 + 7; added += 1) sum.add(largest);
    expect(sum.total()).toBe(units(largest) * (2n ** 20n + 7n));
    sum.clear();
    expect(sum.total()).toBe(0n);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => new ExactSum().add(value)).toThrow(RangeError);
  });
});

describe('meanOfTwo', () => {
  it('is the exact mean, rounded once', () => {
    const any = fc.oneof(
      finite,
      fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -1022, 3 * Number.MIN_VALUE),
    );
    fc.assert(
      fc.property(any, any, (left, right) => {
        expect(meanOfTwo(left, right)).toBe(exactMean([left, right]));
      }),
      { numRuns: 500 },
    );
  });
});
