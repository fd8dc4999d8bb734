import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

const SIZE = { width: 100, height: 20 };

describe('sparklinePath', () => {
  it('spans width and height, high values up', () => {
    expect(sparklinePath([1, 2, 3], SIZE)).toBe('M0 20L50 10L100 0');
  });

  it('lifts the pen over a gap', () => {
    expect(sparklinePath([1, null, 3], SIZE)).toBe('M0 20M100 0');
  });

  it('draws a steady value in the middle and nothing as nothing', () => {
    expect(sparklinePath([5, 5], SIZE)).toBe('M0 10L100 10');
    expect(sparklinePath([null, null], SIZE)).toBe('');
  });
});
