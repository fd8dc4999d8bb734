import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../bytes/utf8.ts';
import { isModeKeeperError } from '../error.ts';
import type { NumberToken } from './scanner.ts';
import { strictParse } from './strict-parse.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return isModeKeeperError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return 'accepted';
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('strictParse', () => {
  it('agrees with JSON.parse on whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8, stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        expect(strictParse(text, { profile: 'strict' })).toEqual(JSON.parse(text));
        expect(strictParse(utf8Encode(text), { profile: 'strict' })).toEqual(JSON.parse(text));
      }),
    );
  });

  it('agrees with JSON.parse on pretty-printed text, which has blanks everywhere', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(1, '\t', ' \r\n'.slice(0, 1)), (value, indent) => {
        const text = ` \n${JSON.stringify(value, null, indent)}\r\n\t`;
        expect(strictParse(text, { profile: 'strict' })).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never throws anything but our own error, and accepts nothing that JSON.parse refuses', () => {
    const jsonish = fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0eE+-.19 truefalsn\n\u0001\ud800'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(jsonish, fc.string({ unit: 'binary' })), (text) => {
        const code = codeOf(() => strictParse(text, { profile: 'strict' }));
        expect(['accepted', 'invalid_json']).toContain(code);
        if (code === 'accepted') JSON.parse(text.replace(/^\ufeff/, ''));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws anything but our own error on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(['accepted', 'invalid_json']).toContain(codeOf(() => strictParse(bytes)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'the key "a" stands twice'],
    ['{"a":1,"\\u0061":2}', 'the key "a" stands twice'],
    ['{"x":{"a":1,"b":2,"a":1}}', 'the key "a" stands twice'],
    ['{"__proto__":1,"__proto__":2}', 'the key "__proto__" stands twice'],
    ['"\\ud800"', 'lone surrogate'],
    ['"\\udc00\\ud800"', 'lone surrogate'],
    ['{"\\ud800":1}', 'lone surrogate'],
    ['"\ud800"', 'lone surrogate'],
    ['', 'ends too early'],
    ['[1,]', 'misspelt'],
    ['{"a":1,}', 'double quotes'],
    ["{'a':1}", 'double quotes'],
    ['{"a" 1}', 'colon'],
    ['[1 2]', 'closing bracket'],
    ['{"a":1 "b":2}', 'closing brace'],
    ['"\n"', 'control character'],
    ['"abc', 'not closed'],
    ['"\\x"', 'unknown escape'],
    ['"\\u12g4"', 'four hex digits'],
    ['01', 'after the end'],
    ['NaN', 'misspelt'],
    ['Infinity', 'misspelt'],
    ['+1', 'misspelt'],
    ['.5', 'misspelt'],
    ['1.', 'after the end'],
    ['nul', 'misspelt'],
    ['1 2', 'after the end'],
    ['1\u00a0', 'after the end'],
    ['/**/1', 'misspelt'],
  ])('refuses %j and says why', (text, why) => {
    expect(() => strictParse(text)).toThrow(why);
    expect(codeOf(() => strictParse(text))).toBe('invalid_json');
  });

  it.each(['1.0', '17e8', '1E2', '-0.0', '9007199254740992', '-9007199254740992', '1e999', '0.5'])(
    'refuses the number %s in the signed profile: the token decides, not the value',
    (token) => {
      expect(codeOf(() => strictParse(`{"a":[${token}]}`))).toBe('invalid_json');
    },
  );

  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['0', 0],
    ['1700000000', 1700000000],
  ])('accepts %s in the signed profile', (token, value) => {
    expect(strictParse(token)).toBe(value);
  });

  it('reads -0 as 0, since both have one canonical form', () => {
    expect(Object.is(strictParse('-0'), 0)).toBe(true);
  });

  it('accepts fractions in the strict profile, but nothing that overflows', () => {
    expect(strictParse('[1.5,17e8,-2.5E-3]', { profile: 'strict' })).toEqual([1.5, 17e8, -2.5e-3]);
    expect(codeOf(() => strictParse('1e999', { profile: 'strict' }))).toBe('invalid_json');
  });

  it('hands out every number token with its path', () => {
    const numbers: NumberToken[] = [];
    strictParse('{"a":1.0,"b":[7,{"c":17e8}]}', { numbers: 'unchecked', onNumber: (number) => numbers.push(number) });
    expect(numbers).toEqual([
      { token: '1.0', path: ['a'], safe_integer: false },
      { token: '7', path: ['b', 0], safe_integer: true },
      { token: '17e8', path: ['b', 1, 'c'], safe_integer: false },
    ]);
  });

  it('accepts 64 levels and refuses 65, lists and objects alike', () => {
    expect(codeOf(() => strictParse(nested(64)))).toBe('accepted');
    expect(codeOf(() => strictParse(nested(65)))).toBe('invalid_json');
    expect(codeOf(() => strictParse(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`))).toBe('invalid_json');
    expect(codeOf(() => strictParse('['.repeat(1_000_000)))).toBe('invalid_json');
  });

  it('skips one leading byte order mark, in texts and bytes', () => {
    expect(strictParse('\ufeff1')).toBe(1);
    expect(strictParse(new Uint8Array([0xef, 0xbb, 0xbf, 0x31]))).toBe(1);
    expect(codeOf(() => strictParse('\ufeff\ufeff1'))).toBe('invalid_json');
  });

  it.each([
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a byte above U+10FFFF', [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22]],
    ['a cut sequence', [0x22, 0xe2, 0x82, 0x22]],
  ])('refuses bytes that are not strict UTF-8: %s', (_name, bytes) => {
    expect(codeOf(() => strictParse(new Uint8Array(bytes)))).toBe('invalid_json');
  });

  it('makes __proto__ an own member and leaves prototypes alone', () => {
    const value = strictParse('{"__proto__":{"polluted":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
    expect('polluted' in value).toBe(false);
  });

  it('refuses texts above the size limit by bytes, not by characters', () => {
    expect(codeOf(() => strictParse('"ää"', { max_bytes: 6 }))).toBe('accepted');
    expect(codeOf(() => strictParse('"ää"', { max_bytes: 5 }))).toBe('payload_too_large');
    expect(codeOf(() => strictParse(new Uint8Array(7), { max_bytes: 6 }))).toBe('payload_too_large');
  });
});
