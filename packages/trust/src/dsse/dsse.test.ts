import {
  base64Encode,
  canonicalJson,
  type DsseEnvelope,
  digestOf,
  isModeKeeperError,
  payloadTypeOf,
  utf8Decode,
  utf8Encode,
} from '@modekeeper/contracts';
import { sampleApproval, samplePlan } from '@modekeeper/contracts/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyring } from '../keyring/keyring.ts';
import type { Signer } from '../sign/signer.ts';
import { keyOf } from '../testing/world.ts';
import { createEnvelope } from './create.ts';
import { preAuthenticationEncoding } from './pae.ts';
import { readUnverified } from './read.ts';
import { verifyEnvelope } from './verify.ts';

const [connector, other, stranger, approver] = [await keyOf(21), await keyOf(22), await keyOf(23), await keyOf(24)];
const keyring = createKeyring([
  { kid: connector.kid, public_key: connector.public_key, purposes: ['connector'] },
  { kid: other.kid, public_key: other.public_key, purposes: ['connector'], not_before: 100, not_after: 200 },
  { kid: approver.kid, public_key: approver.public_key, purposes: ['approver'] },
]);
const options = { kind: 'plan', purpose: 'connector' } as const;
const good = await createEnvelope('plan', samplePlan, [connector]);

async function codeOf(envelope: DsseEnvelope, part: object = {}): Promise<string> {
  try {
    await verifyEnvelope(envelope, keyring, { ...options, ...part });
  } catch (error) {
    return isModeKeeperError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return 'accepted';
}

/** An envelope over any bytes, signed well. */
async function envelopeOver(bytes: Uint8Array, signer: Signer = connector): Promise<DsseEnvelope> {
  const payloadType = payloadTypeOf('plan');
  const sig = base64Encode(await signer.sign(preAuthenticationEncoding(payloadType, bytes)));
  return { payloadType, payload: base64Encode(bytes), signatures: [{ keyid: signer.kid, sig }] };
}

describe('pre-authentication encoding', () => {
  it('is the one of the DSSE document', () => {
    expect(utf8Decode(preAuthenticationEncoding('http://example.com/HelloWorld', utf8Encode('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('never maps two different pairs to the same bytes', () => {
    const pair = fc.tuple(
      fc.string({ unit: fc.constantFrom(' ', '1', 'a', 'ä'), maxLength: 6 }),
      fc.uint8Array({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(pair, pair, (left, right) => {
        const same = left[0] === right[0] && Buffer.compare(left[1], right[1]) === 0;
        const [a, b] = [preAuthenticationEncoding(...left), preAuthenticationEncoding(...right)];
        expect(Buffer.compare(a, b) === 0).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('verifyEnvelope', () => {
  it('gives payload, digest and signer of a good document', async () => {
    const verified = await verifyEnvelope(good, keyring, options);
    expect(verified.payload).toEqual(samplePlan);
    expect(verified.digest).toBe(digestOf(samplePlan));
    expect(verified.key_ids).toEqual([connector.kid]);
  });

  it('keeps fields of a newer writer, under the same digest', async () => {
    const newer = { ...samplePlan, field_of_tomorrow: { a: [1] } };
    const verified = await verifyEnvelope(await createEnvelope('plan', newer, [connector]), keyring, options);
    expect(verified.payload).toEqual(newer);
    expect(verified.digest).toBe(digestOf(newer));
  });

  it('refuses the document once any one bit of payload or signature is flipped', async () => {
    const parts = ['payload', 'sig'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, position) => {
        const bytes = Buffer.from(part === 'payload' ? good.payload : (good.signatures[0]?.sig ?? ''), 'base64');
        const bit = position % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const text = base64Encode(bytes);
        const flipped =
          part === 'payload' ? { ...good, payload: text } : { ...good, signatures: [{ keyid: connector.kid, sig: text }] };
        expect(await codeOf(flipped)).toBe('signature_invalid');
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a payload type other than that of the kind, even when it was signed', async () => {
    const approval = await createEnvelope('approval', sampleApproval, [connector]);
    expect(await codeOf(approval)).toBe('payload_type_mismatch');
    expect(await codeOf({ ...approval, payloadType: good.payloadType })).toBe('signature_invalid');
  });

  it('refuses a key of another purpose, even beside a good signature', async () => {
    expect(await codeOf(await createEnvelope('plan', samplePlan, [approver]))).toBe('key_purpose_mismatch');
    expect(await codeOf(await createEnvelope('plan', samplePlan, [connector, approver]))).toBe('key_purpose_mismatch');
    expect(await codeOf(good, { purpose: 'approver' })).toBe('key_purpose_mismatch');
  });

  it('refuses unknown keys, and a known name on a stranger’s signature', async () => {
    expect(await codeOf(await createEnvelope('plan', samplePlan, [stranger]))).toBe('key_unknown');
    expect(await codeOf(await createEnvelope('plan', samplePlan, [{ ...stranger, kid: connector.kid }]))).toBe(
      'signature_invalid',
    );
  });

  it('ignores signatures of unknown keys beside a good one', async () => {
    expect(await codeOf(await createEnvelope('plan', samplePlan, [stranger, connector]))).toBe('accepted');
  });

  it('refuses the same key twice, so that it cannot fill a threshold', async () => {
    const twice = { ...good, signatures: [...good.signatures, ...good.signatures] };
    expect(await codeOf(twice, { threshold: 2 })).toBe('signature_duplicate');
    expect(await codeOf(good, { threshold: 2 })).toBe('signature_threshold_not_met');
    expect(await codeOf(await createEnvelope('plan', samplePlan, [connector, other]), { threshold: 2 })).toBe('accepted');
  });

  it('counts one public key under two kids once', async () => {
    const alias = { ...connector, kid: 'alias' };
    const both = createKeyring(
      [connector, alias].map(({ kid, public_key }) => ({ kid, public_key, purposes: ['connector'] as const })),
    );
    const envelope = await createEnvelope('plan', samplePlan, [connector, alias]);
    await expect(verifyEnvelope(envelope, both, { ...options, threshold: 2 })).rejects.toMatchObject({
      code: 'signature_threshold_not_met',
    });
  });

  it('judges windows of keys when it is told the time', async () => {
    const envelope = await createEnvelope('plan', samplePlan, [other]);
    expect(await codeOf(envelope, { now: 150 })).toBe('accepted');
    expect(await codeOf(envelope, { now: 200 })).toBe('key_expired');
    expect(await codeOf(envelope, { now: 99 })).toBe('key_expired');
  });

  it.each([
    ['pretty-printed', JSON.stringify(samplePlan, null, 2), 'payload_not_canonical'],
    ['in another order', JSON.stringify(samplePlan), 'payload_not_canonical'],
    ['behind a byte order mark', `\ufeff${canonicalJson(samplePlan)}`, 'payload_not_canonical'],
    ['with -0', canonicalJson(samplePlan).replace('"from":1', '"from":-0'), 'payload_not_canonical'],
    ['with a fraction', canonicalJson(samplePlan).replace('"from":1', '"from":1.0'), 'invalid_json'],
    ['with a duplicate key', canonicalJson(samplePlan).replace('"detector"', '"detector":"x","detector"'), 'invalid_json'],
    ['of another shape', '{}', 'document_invalid'],
    ['no object', '7', 'document_invalid'],
  ])('refuses a well-signed payload that is %s', async (_name, text, code) => {
    expect(await codeOf(await envelopeOver(utf8Encode(text)))).toBe(code);
  });

  it('refuses loose base64 in the payload', async () => {
    expect(await codeOf({ ...good, payload: `${good.payload}\n` })).toBe('document_invalid');
    expect(await codeOf({ ...good, payload: '' })).toBe('signature_invalid');
  });
});

describe('createEnvelope', () => {
  it('signs nothing that a reader would refuse', async () => {
    await expect(createEnvelope('plan', { ...samplePlan, created_at: 1.5 }, [connector])).rejects.toMatchObject({
      code: 'document_invalid',
    });
  });

  it('can be read without verifying, for display only', () => {
    expect(readUnverified(good, 'plan').payload.plan_id).toBe(samplePlan.plan_id);
  });
});
