import { describe, expect, it } from 'vitest';
import { TIME_STEPS_MS, timeReadout, timeTick, valueTick } from './ticks.ts';

const AT = Date.UTC(2026, 2, 4, 13, 40, 10);

describe('timeTick', () => {
  it('says seconds only where steps are seconds, and the day at midnight', () => {
    expect(timeTick(AT, 10_000)).toBe('13:40:10');
    expect(timeTick(AT, 60_000)).toBe('13:40');
    expect(timeTick(Date.UTC(2026, 2, 4), 3_600_000)).toBe('4 Mar');
  });

  it('has steps that ascend', () => {
    expect(TIME_STEPS_MS).toEqual([...TIME_STEPS_MS].sort((left, right) => left - right));
  });
});

describe('timeReadout', () => {
  it('names the day where the chart spans more than one', () => {
    expect(timeReadout(AT, 3_600_000)).toBe('13:40:10');
    expect(timeReadout(AT, 30 * 86_400_000)).toBe('4 Mar 13:40');
  });
});

describe('valueTick', () => {
  it.each([
    [2000, 500, '2,000'],
    [1.5, 0.5, '1.5'],
    [1, 0.5, '1.0'],
    [0.25, 0.05, '0.25'],
    [1.725, 0.025, '1.725'],
    [120, 2.5, '120.0'],
    [250_000, 50_000, '250 k'],
    [1_500_000, 500_000, '1.5 M'],
    [0, 50_000, '0'],
    [30, 10, '30'],
  ])('%d in steps of %d is "%s"', (value, step, text) => {
    expect(valueTick(value, step)).toBe(text);
  });
});
