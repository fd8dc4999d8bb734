import { describe, expect, it } from 'vitest';
import { clockWords } from './clock-words.ts';

describe('clockWords', () => {
  it('says which clock is ahead, and when it is too far', () => {
    expect(clockWords(400)).toEqual({ text: 'agrees with the API server within 1 s', tooFar: false });
    expect(clockWords(-2_000).text).toBe('2 s ahead of the API server; up to 5 min is tolerated');
    expect(clockWords(360_000)).toMatchObject({ tooFar: true, text: expect.stringContaining('6 min behind') });
  });
});
