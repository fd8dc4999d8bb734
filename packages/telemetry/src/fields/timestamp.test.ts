import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampOf } from './timestamp.ts';

describe('timestampOf', () => {
  it.each([
    ['5', 5000],
    ['5.', 5000],
    ['.5', 500],
    ['+5', 5000],
    ['-5', -5000],
    ['-.0001', 0],
    ['100000000000', 100_000_000_000_000],
    ['100000000001', 100_000_000_001],
    ['1700000000123.9', 1_700_000_000_123],
    ['٥', 5000],
    ['𝟠', 8000],
    [' 1700000000 ', 1_700_000_000_000],
    [1_700_000_000n, 1_700_000_000_000],
    [1.5, 1500],
  ])('reads the number %s', (value, ms) => {
    expect(timestampOf(value)).toBe(ms);
  });

  it.each([
    ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02 03:04:05', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02', Date.UTC(2026, 0, 2)],
    ['20260102T030405.5+0100', Date.UTC(2026, 0, 2, 2, 4, 5, 500)],
    ['2026-01-02T03:04:05,25-01:30', Date.UTC(2026, 0, 2, 4, 34, 5, 250)],
    ['2026-W01-5T00:00Z', Date.UTC(2026, 0, 2)],
    ['2026W015', Date.UTC(2026, 0, 2)],
    ['2026-01-02T03:04:05.123456789Z', Date.UTC(2026, 0, 2, 3, 4, 5, 123)],
    ['2024-02-29T23', Date.UTC(2024, 1, 29, 23)],
  ])('reads the ISO time %s', (value, ms) => {
    expect(timestampOf(value)).toBe(ms);
  });

  it.each([
    '',
    '  ',
    '1e9',
    '0x10',
    '1_000',
    'nan',
    '2026-01-02T24:00:00Z',
    '2026-01-02t03:04:05Z',
    '2026-01-02T03:04:05z',
    '2026-13-01',
    '2026-02-29',
    '2026-0102',
    '2026-W54-1',
    '2026-01-02T',
    '2026-01-02Tnoon',
    '2026-01-02T03:60Z',
    true,
    null,
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('refuses %s', (value) => {
    expect(timestampOf(value)).toBeNull();
  });

  it('reads back every time that the platform writes, to the millisecond below or on it', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true }), (date) => {
        const ms = timestampOf(date.toISOString());
        // The contract multiplies a double of seconds by 1000 and cuts: the last millisecond may be lost to rounding, never more.
        expect(date.getTime() - (ms ?? Number.NaN)).toBeGreaterThanOrEqual(0);
        expect(date.getTime() - (ms ?? Number.NaN)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never throws and gives whole milliseconds only', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (value) => {
        const ms = timestampOf(value);
        expect(ms === null || Number.isInteger(ms)).toBe(true);
      }),
    );
  });
});
