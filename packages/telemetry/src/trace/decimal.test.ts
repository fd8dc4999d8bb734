import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalReader } from './decimal.ts';

const reader = new DecimalReader();
/** With something in front and behind, as tokens stand in lines. */
const read = (token: string) => {
  const end = reader.read(new TextEncoder().encode(`:${token},`), 1) - 1;
  return { value: reader.value[0] ?? 0, end, is_integer: reader.is_integer };
};

/** Where the reader gives a number at all, it is the one that JSON.parse gives, and it has read the whole token. */
function expectAgreement(token: string): void {
  const { end, is_integer, value } = read(token);
  if (Number.isNaN(value)) return;
  expect([token, value]).toEqual([token, JSON.parse(token)]);
  expect(end).toBe(token.length);
  expect(is_integer).toBe(/^-?\d+$/.test(token));
}

describe('DecimalReader', () => {
  it.each(['0', '-0', '7', '-12', '1700000000123', '120.204', '0.1', '-0.5', '1e3', '1E-5', '9.5e-05', '1.0194161872852754'])(
    'reads %s as JSON.parse does',
    (token) => {
      expect(read(token).value).toBe(JSON.parse(token));
      expectAgreement(token);
    },
  );

  it.each(['', '-', '01', '-01', '.5', '5.', '+5', '1e', '1e+', 'x', 'NaN', '1234567890123456789', '1e400', '1e-30'])(
    'leaves %j to others',
    (token) => {
      expect(read(token).value).toBeNaN();
    },
  );

  it('agrees with JSON.parse on whatever it reads: shortest texts of doubles', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => expectAgreement(JSON.stringify(value))),
      { numRuns: 3_000 },
    );
  });

  it('agrees with JSON.parse on whatever it reads: digits, point and exponent anywhere', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 18 });
    const token = fc
      .tuple(fc.constantFrom('', '-'), fc.nat(99_999_999).map(String), digits, fc.constantFrom('', 'e-7', 'e5', 'E+02', 'e-21'))
      .map(([sign, whole, fraction, exponent]) => `${sign}${whole}.${fraction}${exponent}`);
    fc.assert(fc.property(token, expectAgreement), { numRuns: 5_000 });
  });

  it('reads nearly every number of a trace itself, those with all digits of a double too', () => {
    const measured = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    let left = 0;
    fc.assert(
      fc.property(measured, (value) => {
        expectAgreement(JSON.stringify(value));
        if (Number.isNaN(read(JSON.stringify(value)).value)) left += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(left).toBeLessThan(30);
  });
});
