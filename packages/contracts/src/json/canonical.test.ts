import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, sha256Hex } from '../digest.ts';
import { canonicalJson } from './canonical.ts';
import { compareCodePoints, sortedByCodePoint } from './code-point-order.ts';
import { strictParse } from './strict-parse.ts';

const signedValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value')),
    fc.dictionary(
      fc.string({ unit: 'binary' }).filter((key) => key.isWellFormed()),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value;

/** The same value with the members of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value).reverse()) {
    Object.defineProperty(copy, key, { value: reversed(item), enumerable: true });
  }
  return copy;
}

describe('canonicalJson', () => {
  it('is one form per value: parsing and writing again changes nothing', () => {
    fc.assert(
      fc.property(signedValue, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(strictParse(text))).toBe(text);
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(signedValue, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('sorts keys by code point: U+FFFF before U+10000, unlike JavaScript', () => {
    const astral = '\u{10000}';
    expect(canonicalJson({ [astral]: 1, '\uffff': 2, '\ue000': 3, a: 4 })).toBe(`{"a":4,"\ue000":3,"\uffff":2,"${astral}":1}`);
    expect([astral, '\uffff'].sort()).toEqual([astral, '\uffff']);
  });

  it('escapes the short way where one exists, else \\u00xx in lower case, and leaves the rest raw', () => {
    expect(canonicalJson('"\\\b\f\n\r\t\u0000\u001f\u007fä\u2028/')).toBe('"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\u007fä\u2028/"');
  });

  it('sorts keys at every level and writes no blanks', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: true, '10': -5, '9': 0 })).toBe(
      '{"10":-5,"9":0,"a":true,"b":[{"c":null,"d":1}]}',
    );
  });

  it.each([
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    undefined,
    1n,
    Symbol('x'),
    () => 1,
    '\ud800',
    { a: undefined },
    { '\udc00': 1 },
    [1, undefined],
  ])('refuses %s rather than guessing a form', (value) => {
    expect(() => canonicalJson(value)).toThrow('has no canonical form');
  });

  it('refuses what the strict parser would not read back: 65 levels', () => {
    let value: unknown[] = [];
    for (let level = 1; level < 64; level += 1) value = [value];
    expect(strictParse(canonicalJson(value))).toEqual(value);
    expect(() => canonicalJson([value])).toThrow('64 levels');
  });

  it('keeps an own __proto__ member, so that it cannot hide from a digest', () => {
    expect(canonicalJson(strictParse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});

describe('compareCodePoints', () => {
  const codePoints = (text: string): number[] => [...text].map((char) => char.codePointAt(0) ?? 0);
  const reference = (left: string, right: string): number => {
    const [a, b] = [codePoints(left), codePoints(right)];
    const index = a.findIndex((point, at) => point !== b[at]);
    return index < 0 ? a.length - b.length : (a[index] ?? 0) - (b[index] ?? Number.NEGATIVE_INFINITY);
  };

  it('orders like the lists of code points do', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
      maxLength: 5,
    });
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareCodePoints(left, right))).toBe(Math.sign(reference(left, right)));
      }),
    );
  });

  it('sorts without changing its input', () => {
    const input = ['b', 'a'];
    expect(sortedByCodePoint(input)).toEqual(['a', 'b']);
    expect(input).toEqual(['b', 'a']);
  });
});

describe('digestOf', () => {
  it('is SHA-256 in plain hex over the canonical bytes', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(digestOf({ b: 1, a: 'ä' })).toBe(sha256Hex('{"a":"ä","b":1}'));
  });
});
