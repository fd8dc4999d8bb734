import { describe, expect, it } from 'vitest';
import { isDue } from './token.ts';

const HOUR_MS = 3_600_000;

describe('a projected token', () => {
  it('is renewed after 80 % of its life', () => {
    const held = { issued_ms: 0, expires_ms: HOUR_MS };
    expect([isDue(held, HOUR_MS * 0.79), isDue(held, HOUR_MS * 0.81)]).toEqual([false, true]);
  });

  it('is renewed after a day, however long it lives', () => {
    const held = { issued_ms: 0, expires_ms: 365 * 24 * HOUR_MS };
    expect([isDue(held, 23 * HOUR_MS), isDue(held, 25 * HOUR_MS)]).toEqual([false, true]);
  });
});
