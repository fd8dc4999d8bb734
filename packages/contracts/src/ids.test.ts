import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSchema, makeId, makeUlid, planIdSchema, ulidSchema } from './ids.ts';

const bytes10 = fc.uint8Array({ minLength: 10, maxLength: 10 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('makeUlid', () => {
  it('writes the published example', () => {
    expect(makeUlid(1469918176385, () => new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
    expect(makeUlid(2 ** 48 - 1, () => new Uint8Array(10).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  });

  it('always fits its schema', () => {
    fc.assert(
      fc.property(time, bytes10, (now_ms, random) => {
        expect(ulidSchema.safeParse(makeUlid(now_ms, () => random)).success).toBe(true);
      }),
    );
  });

  it('sorts by time first', () => {
    fc.assert(
      fc.property(time, time, bytes10, bytes10, (a, b, left, right) => {
        fc.pre(a !== b);
        expect(makeUlid(a, () => left) < makeUlid(b, () => right)).toBe(a < b);
      }),
    );
  });

  it('uses all 80 bits of randomness', () => {
    fc.assert(
      fc.property(bytes10, bytes10, (left, right) => {
        const same = left.every((byte, index) => byte === right[index]);
        expect(makeUlid(1, () => left) === makeUlid(1, () => right)).toBe(same);
      }),
    );
  });

  it.each([-1, 1.5, 2 ** 48, Number.NaN])('refuses the time %s', (now_ms) => {
    expect(() => makeUlid(now_ms, () => new Uint8Array(10))).toThrow(RangeError);
  });
});

describe('idSchema', () => {
  it('takes its own prefix only', () => {
    const id = makeId('pl', 5, () => new Uint8Array(10));
    expect(planIdSchema.safeParse(id).success).toBe(true);
    expect(idSchema('org').safeParse(id).success).toBe(false);
  });

  it.each([
    'pl_',
    'pl_01ARYZ6S41000000000000000',
    'pl_81ARYZ6S410000000000000000',
    'pl_01aryz6s410000000000000000',
    'pl_01ARYZ6S41000000000000000I',
    ' pl_01ARYZ6S410000000000000000',
    'pl_01ARYZ6S410000000000000000\n',
  ])('refuses %j', (id) => {
    expect(planIdSchema.safeParse(id).success).toBe(false);
  });
});
