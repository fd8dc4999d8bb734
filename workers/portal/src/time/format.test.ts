import { formatDuration, formatUtc } from '@modekeeper/evidence/format-time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRelative } from './format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [12_000, '12 s'],
    [4 * MINUTE, '4 min'],
    [4 * MINUTE + 3_000, '4 min 3 s'],
    [23 * HOUR + 57 * MINUTE, '23 h 57 min'],
    [48 * HOUR + 5_000, '2 d'],
  ])('%d ms is "%s"', (span_ms, text) => {
    expect(formatDuration(span_ms)).toBe(text);
  });

  it('says the same forwards and backwards', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (span_ms) => formatDuration(span_ms) === formatDuration(-span_ms)));
  });
});

describe('formatRelative', () => {
  it('tells past from future', () => {
    expect(formatRelative(0, 3 * MINUTE)).toBe('3 min ago');
    expect(formatRelative(3 * MINUTE, 0)).toBe('in 3 min');
    expect(formatRelative(1_000, 0)).toBe('just now');
  });

  it('tells seconds in the first minute only, and never more time than is left', () => {
    expect(formatRelative(0, 59_999)).toBe('59 s ago');
    expect(formatRelative(0, 20 * MINUTE + 42_000)).toBe('20 min ago');
    expect(formatRelative(20 * MINUTE + 59_999, 0)).toBe('in 20 min');
    expect(formatRelative(0, HOUR + 59_000)).toBe('1 h ago');
  });
});

describe('formatUtc', () => {
  it('names the zone', () => {
    expect(formatUtc(Date.UTC(2026, 2, 4, 13, 40, 11))).toBe('2026-03-04 13:40:11 UTC');
  });
});
