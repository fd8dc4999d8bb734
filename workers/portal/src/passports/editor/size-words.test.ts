import { describe, expect, it } from 'vitest';
import { sizeInWords } from './size-words.ts';

describe('sizeInWords', () => {
  it('never says that what is over a limit has its size', () => {
    expect([0, 1_023, 1_024, 262_144, 262_145, 1_048_576].map(sizeInWords)).toEqual([
      '0 characters',
      '1023 characters',
      '1 KiB',
      '256 KiB',
      '257 KiB',
      '1.0 MiB',
    ]);
  });
});
