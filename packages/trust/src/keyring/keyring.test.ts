import { base64Encode, isModeKeeperError } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { keyidOf } from '../sign/public-key.ts';
import { keyOf } from '../testing/world.ts';
import { createKeyring, isInWindow, selectKey } from './keyring.ts';
import { parseKeyringFile, trustedKeysOf } from './parse-file.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return isModeKeeperError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return 'accepted';
};
const [one, two] = [await keyOf(11), await keyOf(12)];
const trusted = (kid: string, public_key: Uint8Array, purpose: 'approval' | 'approver' | 'connector') => ({
  kid,
  public_key,
  purposes: [purpose],
});

describe('keyring', () => {
  it('selects exactly one key by kid, for its own purpose', () => {
    const keyring = createKeyring([trusted('a', one.public_key, 'approval'), trusted('b', two.public_key, 'approver')]);
    expect(selectKey(keyring, 'a', 'approval')?.public_key).toBe(one.public_key);
    expect(selectKey(keyring, 'c', 'approval')).toBeNull();
    expect(selectKey(keyring, ' a', 'approval')).toBeNull();
    expect(codeOf(() => selectKey(keyring, 'a', 'approver'))).toBe('key_purpose_mismatch');
  });

  it('refuses one kid for two keys', () => {
    expect(
      codeOf(() => createKeyring([trusted('a', one.public_key, 'approval'), trusted('a', two.public_key, 'approval')])),
    ).toBe('key_invalid');
  });

  it('refuses one public key for two purposes, under whatever names', () => {
    const keys = [trusted('a', one.public_key, 'approval'), trusted('b', one.public_key, 'approver')];
    expect(codeOf(() => createKeyring(keys))).toBe('key_purpose_mismatch');
  });

  it('judges windows half-open: from not_before on, up to but without not_after', () => {
    const key = { not_before: 10, not_after: 20 };
    expect([9, 10, 19, 20].map((time) => isInWindow(key, time))).toEqual([false, true, true, false]);
    expect(isInWindow(key, 15, 20)).toBe(false);
    expect(isInWindow({}, 0)).toBe(true);
  });
});

describe('keyring files', () => {
  const good = base64Encode(one.public_key);

  it('drop entries that are no keys and keep the others', () => {
    const low_order = base64Encode(new Uint8Array(32));
    const entries = { good, ' ': good, '': good, blank: '  ', number: 7, low_order, short: 'AAAA', dirty: `${good}\n` };
    expect([...parseKeyringFile(JSON.stringify(entries)).keys()]).toEqual(['good']);
  });

  it.each([null, '', '[]', '"x"', '{', '{"a":"b","a":"c"}', new Uint8Array([255])])('are empty when they are %j', (content) => {
    expect(parseKeyringFile(content).size).toBe(0);
  });

  it('do not take __proto__ for a key of everybody', () => {
    const keys = parseKeyringFile(`{"__proto__":"${good}"}`);
    expect([...keys.keys()]).toEqual(['__proto__']);
    expect(keys.get('toString')).toBeUndefined();
  });

  it('name approver keys by their keyid, so that two labels of one key are one approver', () => {
    const keys = parseKeyringFile(JSON.stringify({ alice: good, bob: good, carol: base64Encode(two.public_key) }));
    expect(trustedKeysOf(keys, 'approver').map((key) => key.kid)).toEqual([keyidOf(one.public_key), keyidOf(two.public_key)]);
    expect(trustedKeysOf(keys, 'approval').map((key) => key.kid)).toEqual(['alice', 'bob', 'carol']);
  });
});
