import * as noble from '@noble/ed25519';

/** Raw 32-byte Ed25519 private key (the RFC 8032 seed) and public key. */
export type KeyPair = { private_key: Uint8Array; public_key: Uint8Array };
export const PUBLIC_KEY_BYTES = 32;
export const PRIVATE_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

const ALGORITHM = { name: 'Ed25519' };
// RFC 8410: the DER head of a PKCS #8 Ed25519 private key, before its 32 bytes.
const PKCS8_HEAD = new Uint8Array([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);

/** A copy backed by a plain ArrayBuffer, which is what WebCrypto takes. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

// The answer, not the promise: workerd forbids awaiting another request's promise.
let platform_has_ed25519: boolean | undefined;

async function usesPlatform(): Promise<boolean> {
  if (platform_has_ed25519 === undefined) {
    const subtle = typeof crypto === 'undefined' ? undefined : crypto.subtle;
    const probe = subtle?.importKey('pkcs8', pkcs8(new Uint8Array(PRIVATE_KEY_BYTES)), ALGORITHM, false, ['sign']);
    platform_has_ed25519 = await (probe ?? Promise.reject(new Error('no WebCrypto'))).then(
      () => true,
      () => false,
    );
  }
  return platform_has_ed25519;
}

function pkcs8(private_key: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PKCS8_HEAD.length + PRIVATE_KEY_BYTES);
  bytes.set(PKCS8_HEAD);
  bytes.set(private_key, PKCS8_HEAD.length);
  return bytes;
}

/** Both implementations, exported so that a test can show that they agree. Everything else uses the functions below. */
export const implementations = {
  platform: {
    async sign(message: Uint8Array, private_key: Uint8Array): Promise<Uint8Array> {
      const key = await crypto.subtle.importKey('pkcs8', pkcs8(private_key), ALGORITHM, false, ['sign']);
      return new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, own(message)));
    },
    async verify(message: Uint8Array, signature: Uint8Array, public_key: Uint8Array): Promise<boolean> {
      const key = await crypto.subtle.importKey('raw', own(public_key), ALGORITHM, false, ['verify']);
      return await crypto.subtle.verify(ALGORITHM, key, own(signature), own(message));
    },
  },
  portable: {
    async sign(message: Uint8Array, private_key: Uint8Array): Promise<Uint8Array> {
      return await noble.signAsync(message, private_key);
    },
    async verify(message: Uint8Array, signature: Uint8Array, public_key: Uint8Array): Promise<boolean> {
      // zip215 false: RFC 8032 rules, as the platforms have them.
      return await noble.verifyAsync(signature, message, public_key, { zip215: false });
    },
  },
} as const;

/**
 * Signs bytes with a raw private key.
 * @throws RangeError when the key is not 32 bytes: a caller's defect
 */
export async function sign(message: Uint8Array, private_key: Uint8Array): Promise<Uint8Array> {
  if (private_key.length !== PRIVATE_KEY_BYTES) throw new RangeError('an Ed25519 private key has 32 bytes');
  const chosen = (await usesPlatform()) ? implementations.platform : implementations.portable;
  return await chosen.sign(message, private_key);
}

/** True when the signature is one of these bytes by this key; false for everything else, wrong lengths included. */
export async function verify(message: Uint8Array, signature: Uint8Array, public_key: Uint8Array): Promise<boolean> {
  if (signature.length !== SIGNATURE_BYTES || public_key.length !== PUBLIC_KEY_BYTES) return false;
  const chosen = (await usesPlatform()) ? implementations.platform : implementations.portable;
  // Some platforms throw for a public key that is no point of the curve; it has signed nothing either way.
  return await chosen.verify(message, signature, public_key).catch(() => false);
}

/** Public key of a raw private key. */
export async function publicKeyOf(private_key: Uint8Array): Promise<Uint8Array> {
  return await noble.getPublicKeyAsync(private_key);
}

/** A new key pair from 32 bytes of the given randomness. */
export async function generateKeyPair(randomBytes: (length: number) => Uint8Array): Promise<KeyPair> {
  const private_key = randomBytes(PRIVATE_KEY_BYTES);
  return { private_key, public_key: await publicKeyOf(private_key) };
}
