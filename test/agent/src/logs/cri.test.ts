import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCriSplitter, criTime } from './cri.ts';

/** What a reader of the log puts together again. */
function join(log: string): string {
  return log
    .split('\n')
    .filter(Boolean)
    .map((line) => /^\S+ stdout ([FP]) (.*)$/su.exec(line))
    .map((match) => `${match?.[2]}${match?.[1] === 'F' ? '\n' : ''}`)
    .join('');
}

describe('criTime', () => {
  it('is RFC 3339 with nanoseconds', () => {
    expect(criTime(1_700_000_000_001)).toBe('2023-11-14T22:13:20.001000000Z');
    expect(criTime(0)).toBe('1970-01-01T00:00:00.000000000Z');
  });
});

describe('createCriSplitter', () => {
  it('writes one entry per line, whatever the chunks', () => {
    const splitter = createCriSplitter('stdout');
    expect(splitter.push(Buffer.from('one\ntw'), 0)).toBe('1970-01-01T00:00:00.000000000Z stdout F one\n');
    expect(splitter.push(Buffer.from('o\n\nrest'), 0)).toBe(
      '1970-01-01T00:00:00.000000000Z stdout F two\n1970-01-01T00:00:00.000000000Z stdout F \n',
    );
    expect(splitter.end(0)).toBe('1970-01-01T00:00:00.000000000Z stdout F rest\n');
    expect(splitter.end(0)).toBe('');
  });

  it('loses and adds nothing: long lines, cuts inside characters and empty lines included', () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('ä'.repeat(9_000)), fc.constant('\n')))
      .map((parts) => parts.join('').replace(/\r/g, ''));
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 20_000 })), (whole, cuts) => {
        const bytes = Buffer.from(`${whole}\n`);
        const splitter = createCriSplitter('stdout');
        let log = '';
        let from = 0;
        for (const size of [...cuts, bytes.length]) {
          log += splitter.push(bytes.subarray(from, from + size), 0);
          from += size;
        }
        log += splitter.end(0);
        expect(join(log)).toBe(`${whole}\n`);
      }),
    );
  });
});
