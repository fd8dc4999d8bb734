import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, someOf } from './printable.ts';
import { columnMaxima, sparkline } from './sparkline.ts';
import { painter, wrapped } from './terminal-text.ts';

describe('printable', { timeout: 120_000 }, () => {
  it('leaves nothing that moves a cursor, hides or turns text, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('shows such characters by their number, and cuts what is too long', () => {
    expect(printable('a\u001b[31m\u202eb\n')).toBe('a<U+001B>[31m<U+202E>b<U+000A>');
    expect(printable('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`);
    expect(printable('Grüße 你好')).toBe('Grüße 你好');
    expect(someOf(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  });
});

describe('sparkline', { timeout: 120_000 }, () => {
  it('draws the greatest tallest, a gap as a blank, noise small, and nothing for nothing', () => {
    expect(sparkline([1, null, 8])).toBe('▁ █');
    expect(sparkline([100, 101, 99])).toMatch(/^[▄▅]{3}$/);
    expect([sparkline([]), sparkline([null]), sparkline([0, 0])]).toEqual(['', '', '▁▁']);
  });

  it('has as many characters as values, whatever they are', () => {
    const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const line = sparkline(values);
        expect(line).toHaveLength(values.every((one) => one === null) ? 0 : values.length);
        expect(line).toMatch(/^[▁▂▃▄▅▆▇█ ]*$/);
      }),
    );
  });

  it('a column holds the greatest value of its part, so that no slow step is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer()), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 60 }),
        (values, columns) => {
          const maxima = columnMaxima(values, columns);
          expect(maxima).toHaveLength(Math.min(columns, values.length));
          const all = (list: readonly (number | null)[]) => Math.max(...list.map((one) => one ?? Number.NEGATIVE_INFINITY));
          expect(all(maxima)).toBe(all(values));
        },
      ),
    );
  });
});

describe('text of a terminal', { timeout: 120_000 }, () => {
  it('is broken at blanks only, keeps its leading blanks and every word', () => {
    expect(wrapped('  one two three', 9)).toEqual(['  one two', '  three']);
    expect(wrapped('a longerthanthewidth b', 6)).toEqual(['a', 'longerthanthewidth', 'b']);
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (words, width) => {
          const lines = wrapped(words.join(' '), width);
          expect(lines.join(' ')).toBe(words.join(' '));
          expect(lines.every((line) => line.length <= width || !line.includes(' '))).toBe(true);
        },
      ),
    );
  });

  it('has colours only where they show', () => {
    expect([painter(false).bad('x'), painter(true).bad('x'), painter(true).plain('x')]).toEqual([
      'x',
      '\u001b[31mx\u001b[39m',
      'x',
    ]);
  });
});
