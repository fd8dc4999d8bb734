import { base64Decode, base64Encode, canonicalJson, isModeKeeperError, utf8Encode } from '@modekeeper/contracts';
import { SAMPLE_IDS, SAMPLE_NOW_S, sampleKeyRotation } from '@modekeeper/contracts/testing';
import { describe, expect, it } from 'vitest';
import { createEnvelope } from '../dsse/create.ts';
import { keyOf } from '../testing/world.ts';
import { createKeyRotation } from './create.ts';
import { verifyKeyRotation } from './verify.ts';

const [before, after, stranger] = [await keyOf(31), await keyOf(32), await keyOf(33)];
const { cluster_id, tenant_id } = SAMPLE_IDS;
const who = { tenant_id, cluster_id };
const input = { ...who, from: before, to: after, issued_at: SAMPLE_NOW_S, nonce: 'nonce-of-a-rotation' };
const good = await createKeyRotation(input);
const expected = { envelope: good, old_public_key: before.public_key, ...who, now: SAMPLE_NOW_S };
const payload = {
  ...sampleKeyRotation,
  old_key_id: before.kid,
  new_key_id: after.kid,
  new_public_key: base64Encode(after.public_key),
};

async function codeOf(part: Partial<typeof expected>): Promise<string> {
  return verifyKeyRotation({ ...expected, ...part }).then(
    () => 'accepted',
    (error: unknown) => (isModeKeeperError(error) ? error.code : String(error)),
  );
}

describe('a key rotation', () => {
  it('is accepted when the old and the new key signed it', async () => {
    const { rotation } = await verifyKeyRotation(expected);
    expect(rotation).toMatchObject({ ...who, old_key_id: before.kid, new_key_id: after.kid });
  });

  it('is refused when either signature is missing, or is somebody else’s', async () => {
    for (const index of [0, 1]) {
      const signatures = good.signatures.filter((_, at) => at !== index);
      expect(await codeOf({ envelope: { ...good, signatures } })).toBe('document_invalid');
    }
    for (const signers of [
      [before, stranger],
      [stranger, after],
    ])
      expect(await codeOf({ envelope: await createEnvelope('key_rotation', payload, signers) })).toBe(
        'signature_threshold_not_met',
      );
    const swapped = good.signatures.map(({ keyid }, at) => ({ keyid, sig: good.signatures[1 - at]?.sig ?? '' }));
    expect(await codeOf({ envelope: { ...good, signatures: swapped } })).toBe('signature_invalid');
    expect(await codeOf({ envelope: { ...good, signatures: [...good.signatures, ...good.signatures] } })).toBe(
      'document_invalid',
    );
  });

  it('is refused when one key signs as both, or the keys named are not those that signed', async () => {
    const same = { ...payload, new_key_id: before.kid, new_public_key: base64Encode(before.public_key) };
    expect(await codeOf({ envelope: await createEnvelope('key_rotation', same, [before]) })).toBe('document_invalid');
    const lying = { ...payload, new_key_id: stranger.kid };
    expect(await codeOf({ envelope: await createEnvelope('key_rotation', lying, [before, after]) })).toBe('document_invalid');
  });

  it('is refused for another cluster, another tenant, another old key, and out of its time', async () => {
    expect(await codeOf({ cluster_id: `${cluster_id.slice(0, -1)}9` })).toBe('document_invalid');
    expect(await codeOf({ tenant_id: `${tenant_id.slice(0, -1)}9` })).toBe('document_invalid');
    expect(await codeOf({ old_public_key: stranger.public_key })).toBe('signature_threshold_not_met');
    for (const now of [SAMPLE_NOW_S - 301, SAMPLE_NOW_S + 301]) expect(await codeOf({ now })).toBe('clock_skew');
    for (const now of [SAMPLE_NOW_S - 300, SAMPLE_NOW_S + 300]) expect(await codeOf({ now })).toBe('accepted');
  });

  it('is refused for a new key of small order, under which anything is signed', async () => {
    const weak = { ...payload, new_public_key: base64Encode(new Uint8Array(32)) };
    expect(await codeOf({ envelope: await createEnvelope('key_rotation', weak, [before, after]) })).toBe('key_low_order');
  });

  it('is refused after any change of its payload', async () => {
    const changed = { ...payload, nonce: 'another-nonce-of-it' };
    expect(base64Decode(good.payload)).not.toEqual(utf8Encode(canonicalJson(changed)));
    expect(await codeOf({ envelope: { ...good, payload: base64Encode(utf8Encode(canonicalJson(changed))) } })).toBe(
      'signature_invalid',
    );
  });
});
