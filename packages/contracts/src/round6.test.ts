import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round6 } from './round6.ts';

/** The nearest multiple of 1e-6 by whole numbers: `value` is `numerator / 2^power` exactly. */
function reference(numerator: bigint, power: bigint): number {
  const scaled = numerator * 1_000_000n;
  const divisor = 1n << power;
  const magnitude = scaled < 0n ? -scaled : scaled;
  let quotient = magnitude / divisor;
  const doubled = (magnitude % divisor) * 2n;
  if (doubled > divisor || (doubled === divisor && quotient % 2n === 1n)) quotient += 1n;
  return Number(`${scaled < 0n ? '-' : ''}${quotient}e-6`) + 0;
}

describe('round6', () => {
  it.each([
    [0.0078125, 0.007812],
    [0.0234375, 0.023438],
    [-0.0078125, -0.007812],
    [0.1 + 0.2, 0.3],
    [1.0000005, 1.000001],
    [123.4567895, 123.456789],
    [-0.0000001, 0],
    [1e15 + 0.5, 1e15 + 0.5],
  ])('%d becomes %d', (value, rounded) => {
    expect(round6(value)).toBe(rounded);
  });

  it('is the nearest multiple of a millionth, ties to even, for every double that can tie', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.integer({ min: 0, max: 30 }), (numerator, power) => {
        expect(round6(numerator / 2 ** power)).toBe(reference(BigInt(numerator), BigInt(power)));
      }),
    );
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => round6(round6(value)) === round6(value)),
    );
  });
});
