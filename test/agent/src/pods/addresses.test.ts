import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddresses } from './addresses.ts';

describe('addresses of pods', () => {
  it('are all different, inside 127.1.0.0/16, and stay with their pod', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 200 }), (uids) => {
        const addresses = createAddresses();
        const taken = uids.map((uid) => addresses.take(uid));
        expect(new Set(taken).size).toBe(uids.length);
        expect(taken.every((address) => /^127\.1\.\d{1,3}\.\d{1,3}$/.test(address) && address !== '127.1.0.0')).toBe(true);
        expect(uids.map((uid) => addresses.take(uid))).toEqual(taken);
      }),
    );
  });

  it('come back to the same pod after an agent restarted', () => {
    expect(createAddresses().take('a-uid')).toBe(createAddresses().take('a-uid'));
  });
});
