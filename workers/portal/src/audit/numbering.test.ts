import { describe, expect, it } from 'vitest';
import { numbering } from './numbering.ts';

const of = (...numbers: number[]) => numbering(numbers.map((seq) => ({ seq })));

describe('numbering', () => {
  it('says the range, and counts what is missing in it', () => {
    expect(of()).toBeNull();
    expect(of(1)).toEqual({ newest: 1, oldest: 1, missing: 0 });
    expect(of(9, 8, 7)).toEqual({ newest: 9, oldest: 7, missing: 0 });
    expect(of(9, 7, 6, 3)).toEqual({ newest: 9, oldest: 3, missing: 3 });
  });

  it('does not count an event twice that stands on two pages', () => {
    expect(of(4, 3, 3, 2)).toEqual({ newest: 4, oldest: 2, missing: 0 });
  });
});
