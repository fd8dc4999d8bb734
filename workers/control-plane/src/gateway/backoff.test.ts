import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parkedDelay, reconnectSpread, retryDelay } from './backoff.ts';

describe('backoff', () => {
  it('grows from a second to at most 37.5 s, so that what waited is through within a minute after the database is back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, unit) => {
          const delay_ms = retryDelay(attempt, unit);
          expect(delay_ms).toBeGreaterThanOrEqual(1_000);
          expect(delay_ms).toBeLessThanOrEqual(37_500);
          expect(retryDelay(attempt + 1, unit)).toBeGreaterThanOrEqual(delay_ms);
        },
      ),
    );
  });

  it('tries what was put aside at most once an hour, at least once a day', () => {
    const hours = [8, 9, 10, 12, 13, 100].map((attempts) => parkedDelay(attempts, 8) / 3_600_000);
    expect(hours).toEqual([1, 2, 4, 16, 24, 24]);
  });

  it('spreads reconnects over at least one second per 200 connectors, of a fleet that doubled since it was counted too', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.double({ min: 1, max: 2, noNaN: true }), (counted, growth) => {
        expect(reconnectSpread(counted)).toBeGreaterThanOrEqual(((counted * growth) / 200) * 1_000);
      }),
    );
    expect([null, 0, 1, 500, 2_000].map(reconnectSpread)).toEqual([10_000, 5_000, 5_000, 5_000, 20_000]);
  });
});
