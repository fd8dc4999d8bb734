import { base64Encode, hexEncode, isModeKeeperError, utf8Encode } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateKeyPair, implementations, publicKeyOf, sign, verify } from './ed25519.ts';
import { importPublicKey, isLowOrder, keyidOf } from './public-key.ts';
import { signerOf, signerOfPrivateKey } from './signer.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

// RFC 8032, section 7.1, tests 1 to 3: private key, public key, message, signature.
const VECTORS = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

// The points of order 1, 2, 4 and 8, with the non-canonical encodings that a lenient reader takes for them.
const LOW_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return isModeKeeperError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return 'accepted';
};

describe.each(Object.entries(implementations))('Ed25519, %s', (_name, ed25519) => {
  it.each(VECTORS)('signs and verifies the RFC 8032 vector of %s', async (private_key, public_key, message, signature) => {
    expect(hexEncode(await ed25519.sign(bytes(message), bytes(private_key)))).toBe(signature);
    expect(await ed25519.verify(bytes(message), bytes(signature), bytes(public_key))).toBe(true);
    expect(hexEncode(await publicKeyOf(bytes(private_key)))).toBe(public_key);
  });

  it('refuses a signature whose scalar was raised by the group order (malleability)', async () => {
    const [, public_key, message, signature] = VECTORS[0];
    const raised = bytes(signature);
    let scalar = 0n;
    for (let index = 63; index >= 32; index -= 1) scalar = (scalar << 8n) | BigInt(raised[index] ?? 0);
    scalar += 2n ** 252n + 27742317777372353535851937790883648493n;
    for (let index = 32; index < 64; index += 1) {
      raised[index] = Number(scalar & 255n);
      scalar >>= 8n;
    }
    expect(await ed25519.verify(bytes(message), raised, bytes(public_key)).catch(() => false)).toBe(false);
  });
});

describe('sign and verify', () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });

  it('agree between platform and portable code, for any key and message', async () => {
    await fc.assert(
      fc.asyncProperty(seed, fc.uint8Array({ maxLength: 50 }), async (private_key, message) => {
        const [platform, portable] = [implementations.platform, implementations.portable];
        expect(await platform.sign(message, private_key)).toEqual(await portable.sign(message, private_key));
      }),
      { numRuns: 25 },
    );
  });

  it('hold no more once any one bit of message, signature or key is flipped', async () => {
    const { private_key, public_key } = await generateKeyPair(() => new Uint8Array(32).fill(9));
    const message = utf8Encode('a message of some length');
    const parts = [message, await sign(message, private_key), public_key] as const;
    expect(await verify(...parts)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), async (part, position) => {
        const flipped = parts.map((value) => value.slice());
        const target = flipped[part] ?? new Uint8Array(1);
        const bit = position % (target.length * 8);
        target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await verify(flipped[0] ?? message, flipped[1] ?? message, flipped[2] ?? message)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('are false, not an error, for wrong lengths and keys that are no points', async () => {
    const good = new Uint8Array(64);
    expect(await verify(good, new Uint8Array(63), new Uint8Array(32))).toBe(false);
    expect(await verify(good, good, new Uint8Array(31))).toBe(false);
    expect(await verify(good, good, new Uint8Array(32).fill(255))).toBe(false);
    await expect(sign(good, new Uint8Array(31))).rejects.toThrow(RangeError);
  });

  it('take a signer by its keyid unless it has a kid', async () => {
    const pair = await generateKeyPair(() => new Uint8Array(32).fill(9));
    expect(signerOf(pair).kid).toBe(keyidOf(pair.public_key));
    const signer = await signerOfPrivateKey(pair.private_key, 'k');
    expect(signer.kid).toBe('k');
    expect(await verify(utf8Encode('m'), await signer.sign(utf8Encode('m')), signer.public_key)).toBe(true);
  });
});

describe('importPublicKey', () => {
  it('takes a real key', () => {
    expect(hexEncode(importPublicKey(base64Encode(bytes(VECTORS[0][1]))))).toBe(VECTORS[0][1]);
  });

  it.each(LOW_ORDER)('refuses the point of small order %s', (hex) => {
    expect(isLowOrder(bytes(hex))).toBe(true);
    expect(codeOf(() => importPublicKey(base64Encode(bytes(hex))))).toBe('key_low_order');
  });

  it.each([
    ['wrong length', base64Encode(new Uint8Array(31).fill(7))],
    ['not base64', 'not base64'],
    ['no padding', base64Encode(bytes(VECTORS[0][1])).replace('=', '')],
    ['no point of the curve', base64Encode(bytes(`02${'00'.repeat(31)}`))],
  ])('refuses what is no key: %s', (_name, text) => {
    expect(codeOf(() => importPublicKey(text))).toBe('key_invalid');
  });

  it('keyid is sha256: and the hash of the raw key', () => {
    expect(keyidOf(new Uint8Array(0))).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
