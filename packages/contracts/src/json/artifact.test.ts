import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactJson, artifactLine } from './artifact.ts';

describe('artifactJson', () => {
  it('sorts keys at every level by code point, which number-like keys obey too', () => {
    expect(artifactJson({ b: 1, a: { '10': 1, '2': [] }, é: 'ü' })).toBe(
      '{\n  "a": {\n    "10": 1,\n    "2": []\n  },\n  "b": 1,\n  "é": "ü"\n}\n',
    );
  });

  it('leaves out what is undefined and keeps what is null', () => {
    expect(artifactJson({ a: undefined, b: null, c: {} })).toBe('{\n  "b": null,\n  "c": {}\n}\n');
  });

  it('reads back as what was written, pretty and compact', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        // JSON has no negative zero of its own to tell apart.
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(artifactJson(value))).toEqual(plain);
        expect(JSON.parse(artifactLine(value))).toEqual(plain);
        expect(artifactLine(value)).not.toContain('\n');
      }),
    );
  });

  it('refuses numbers that JSON does not have', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => artifactJson({ value })).toThrow(RangeError);
  });
});
