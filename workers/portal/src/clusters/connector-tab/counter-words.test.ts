import { describe, expect, it } from 'vitest';
import { countsOf } from './counter-words.ts';

describe('countsOf', () => {
  it('brings forward what was refused or lost, and hides nothing', () => {
    const counters = { frames_refused: 2, frames_durable: 5, something_new: 1 } as Parameters<typeof countsOf>[0];
    const { others, troubles } = countsOf(counters);
    expect(troubles).toEqual([{ name: 'frames_refused', label: 'Frames refused', value: 2, trouble: true }]);
    expect(others).toContainEqual({ name: 'something_new', label: 'something_new', value: 1, trouble: false });
    expect(others.find(({ name }) => name === 'frames_durable')?.value).toBe(5);
  });
});
