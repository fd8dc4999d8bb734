import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goUnquote } from '../trainer/annotations.ts';
import { goQuote } from './go-quote.ts';

describe('goQuote', () => {
  it.each([
    ['plain', '"plain"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\\b', '"a\\\\b"'],
    ['line\nbreak\ttab', '"line\\nbreak\\ttab"'],
    ['\u0007\b\f\r\u000b', '"\\a\\b\\f\\r\\v"'],
    ['\u0000\u001f\u007f', '"\\x00\\x1f\\x7f"'],
    ['größe ☃ 😀', '"größe ☃ 😀"'],
    // strconv.Quote escapes blanks that are not the plain one, and what is not printable.
    ['\u00a0\u200b\ufeff', '"\\u00a0\\u200b\\ufeff"'],
    ['\u{e0001}', '"\\U000e0001"'],
  ])('writes %j as Go does', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });

  it('is undone by goUnquote for every text that a Kubernetes object can hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => goUnquote(goQuote(text)) === text));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => goUnquote(goQuote(text)) === text));
  });

  it('never writes a line break, so one entry stays one line', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\n\r]/.test(goQuote(text))));
  });
});
