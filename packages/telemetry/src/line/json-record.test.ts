import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intOf, numberOf } from '../fields/number.ts';
import { jsonRecord, telemetryJson } from './json-record.ts';

const fieldsOf = (token: string) => jsonRecord(`{"x":${token},"knobs":{"y":${token}}}`)?.fields;

describe('jsonRecord', () => {
  it.each([
    '5.0',
    '5e0',
    '50E-1',
    '4.99999999999999999999',
    '5.00000000000000000001',
    '123456789012345.01',
    '9007199254740991.1',
    '-0.0',
  ])('does not take %s for a whole number', (token) => {
    expect(intOf(fieldsOf(token)?.x)).toBeNull();
    expect(numberOf(fieldsOf(token)?.x)).toBe(Number(token));
  });

  it('decides on the token, whatever number it is and however it was written', () => {
    const digits = fc.stringMatching(/^[09157]{1,18}$/);
    const whole = fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,16})$/);
    const token = fc.oneof(
      whole,
      fc.tuple(whole, digits).map(([left, right]) => `${left}.${right}`),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    );
    fc.assert(
      fc.property(token, (text) => {
        const expected = /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) + 0 : null;
        const fields = fieldsOf(text);
        expect(intOf(fields?.x)).toBe(expected);
        expect(intOf((fields?.knobs as Record<string, unknown> | undefined)?.y)).toBe(expected);
        expect(numberOf(fields?.x)).toBe(expected ?? Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps a member named __proto__ a member', () => {
    const fields = jsonRecord('{"__proto__":{"step":1},"a":1}')?.fields;
    expect(Object.keys(fields ?? {})).toEqual(['__proto__', 'a']);
    expect(Object.hasOwn({}, 'step')).toBe(false);
  });

  it('survives nesting without end', () => {
    for (const deep of ['['.repeat(100_000), `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, `[1e5${',['.repeat(50_000)}`])
      expect(() => telemetryJson(deep)).not.toThrow();
  });
});
