import { CLOSE_CODES } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ending, pauseAfter } from './backoff.ts';

const ending = (part: Partial<Ending>): Ending => ({
  close_code: null,
  reason: '',
  http_status: null,
  unreachable: null,
  was_online: false,
  ...part,
});
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('reconnecting', () => {
  it('backs off for minutes when it is refused, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(CLOSE_CODES.credentials, CLOSE_CODES.revoked, CLOSE_CODES.duplicate, CLOSE_CODES.protocol_too_old),
        fc.integer({ min: 1, max: 50 }),
        fraction,
        (close_code, attempt, chance) => {
          const { wait_ms } = pauseAfter(ending({ close_code, was_online: true }), attempt, 1000, chance);
          expect(wait_ms).toBeGreaterThanOrEqual(60_000);
          expect(wait_ms).toBeLessThanOrEqual(15 * 60_000);
        },
      ),
    );
  });

  it('spreads over the time that the control plane asked for after a cut', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 1000, max: 60_000 }), (chance, spread_ms) => {
        const { wait_ms, code } = pauseAfter(ending({ was_online: true, close_code: 1006 }), 1, spread_ms, chance);
        expect([code, wait_ms >= 200, wait_ms <= spread_ms + 200]).toEqual(['connection_lost', true, true]);
      }),
    );
  });

  it('waits the seconds that stand in the reason of 4429', () => {
    expect(pauseAfter(ending({ close_code: CLOSE_CODES.back_off, reason: '120' }), 1, 0, 0)).toEqual({
      wait_ms: 120_000,
      code: 'back_off',
    });
    expect(pauseAfter(ending({ close_code: CLOSE_CODES.back_off, reason: 'soon' }), 1, 0, 0).wait_ms).toBe(60_000);
  });

  it('never waits more than a minute for a control plane that cannot be reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fraction, (attempt, chance) => {
        expect(pauseAfter(ending({ reason: 'ECONNREFUSED' }), attempt, 5000, chance).wait_ms).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
