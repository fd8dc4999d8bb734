import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs } from './duration.ts';

describe('durationMs', () => {
  it.each([
    ['60s', 60_000],
    [' 1.5S ', 1_500],
    ['250ms', 250],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7', 7_000],
    ['.5', 500],
    ['0', 0],
    ['1.0ms', 1],
    ['0.1s', 100],
  ])('%j is %d ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['', '1.5ms', '-1s', '+1s', '1d', '1e3', 's', '.', '1 s', '0.0001', '9e99', '1_000', '٣s'])('refuses %j', (text) => {
    expect(durationMs(text)).toBeNull();
  });

  it('reads every whole number of milliseconds back', () => {
    fc.assert(fc.property(fc.nat(), (ms) => durationMs(`${ms}ms`) === ms && durationMs(`${ms / 1000}s`) === ms));
  });
});
