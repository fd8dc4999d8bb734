import { strictParse } from '@modekeeper/contracts/json/strict-parse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

function strict(text: string): unknown {
  try {
    return { value: strictParse(text, { profile: 'strict' }) };
  } catch (_refused) {
    return 'refused';
  }
}
const reading = (text: string): unknown => {
  const { flaws, root } = readJson(text);
  return flaws.length === 0 ? { value: root.value } : 'refused';
};
const wrong = (text: string): string[] => readJson(text).flaws.map(({ start, end }) => text.slice(start, end));
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('readJson', () => {
  it('finds a flaw exactly where the strict parser refuses, and else reads the same value', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      'a',
      '1',
      '0',
      '-',
      '.5',
      'e9',
      '"a"',
      '"b":',
      'true',
      'nul',
      ' ',
      '\n',
      '\\u00e9',
      '\\ud800',
      '\\x',
      '\t',
      '\u007f',
      '\u00a0',
      '😀',
      '\ufeff',
      '1e999',
    );
    const text = fc.oneof(
      fc.json(),
      fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (json) => {
        expect(reading(json)).toEqual(strict(json));
      }),
      { numRuns: 5_000 },
    );
  });
  it.each([
    ['a byte order mark', '\ufeff{"a":1}'],
    ['a duplicate key', '{"a":1,"a":2}'],
    ['__proto__ as a member', '{"__proto__":{"x":1}}'],
    ['as deep as allowed', deep(64)],
    ['deeper than allowed', deep(65)],
    ['deeper than any stack', deep(200_000)],
    ['minus zero', '[-0]'],
    ['nothing', ''],
  ])('agrees with the strict parser about %s', (_name, json) => {
    expect(reading(json)).toEqual(strict(json));
  });
  it('goes on after every mistake, with its place', () => {
    expect(wrong('{"a": 1 "b": tru, "a": 2, c: "x\n, "d": [1,,2,],}')).toEqual(['"', 'tru', '"a"', 'c', '"x', ',', ',', ',']);
    expect(wrong('{"a": [1, 2')).toEqual(['[', '{']);
    expect(wrong('{"a": "\\q\u0001"} x')).toEqual(['\\q', '\u0001', 'x']);
    expect(wrong('{"a": }')).toEqual(['}']);
  });
  it('keeps what stood first of a key that stands twice', () => {
    expect(readJson('{"a":1,"a":2}').root.value).toEqual({ a: 1 });
  });
  it('stops counting on a text that is no JSON at all', () => {
    expect(readJson('x y '.repeat(50_000)).flaws.length).toBeLessThan(600);
  });
  it('knows where every value stands', () => {
    const text = '{ "a": [10, {"b": "c"}] }';
    const [, second] = readJson(text).root.members[0]?.node.members ?? [];
    expect(text.slice(second?.node.start, second?.node.end)).toBe('{"b": "c"}');
  });
});
