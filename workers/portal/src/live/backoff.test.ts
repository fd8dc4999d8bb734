import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconnectDelay_ms } from './backoff.ts';

describe('reconnectDelay_ms', () => {
  it('never hurries, never waits longer than 15 s, and spreads over half of its range', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const delay_ms = reconnectDelay_ms(attempt, random);
        expect(delay_ms).toBeGreaterThanOrEqual(200);
        expect(delay_ms).toBeLessThanOrEqual(15_000);
        expect(reconnectDelay_ms(attempt, 0)).toBeLessThanOrEqual(delay_ms);
      }),
    );
  });
});
