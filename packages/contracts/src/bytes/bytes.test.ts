import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Decode, base64Encode, base64urlDecode, base64urlEncode } from './base64.ts';
import { hexEncode } from './hex.ts';
import { utf8Decode, utf8Encode } from './utf8.ts';

describe('base64', () => {
  it('gives back every sequence of bytes, and agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = base64Encode(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(base64Decode(text)).toEqual(new Uint8Array(bytes));
        expect(base64urlEncode(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(base64urlDecode(base64urlEncode(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('has one text per sequence of bytes: whatever it accepts encodes to the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw/+-_=9 \n'), maxLength: 8 }), (text) => {
        const standard = base64Decode(text);
        if (standard !== null) expect(base64Encode(standard)).toBe(text);
        const url_safe = base64urlDecode(text);
        if (url_safe !== null) expect(base64urlEncode(url_safe)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['A', 'AA', 'AAA', 'AA=', 'AAAA=', '====', 'A===', 'AB==', 'AAB=', 'AA-_', 'AAA\n', ' AAA', 'AA==AAAA', 'AA=A'])(
    'refuses %j: padding, alphabet and unused bits are exact',
    (text) => {
      expect(base64Decode(text)).toBeNull();
    },
  );

  it.each(['A', 'AB', 'AAB', 'AA==', 'A+/A', 'AA A'])('refuses %j as base64url', (text) => {
    expect(base64urlDecode(text)).toBeNull();
  });
});

describe('hex', () => {
  it('writes two lower-case digits for every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(hexEncode(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });
});

describe('utf8', () => {
  it('gives back every well-formed text, byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Decode(utf8Encode(`\ufeff${text}`))).toBe(`\ufeff${text}`);
      }),
    );
  });
});
