import { type KeyPair, publicKeyOf, sign } from './ed25519.ts';
import { keyidOf } from './public-key.ts';

/** Something that signs under one key id; the private key may live elsewhere (a browser's key store, an agent). */
export type Signer = { kid: string; public_key: Uint8Array; sign(message: Uint8Array): Promise<Uint8Array> };

/** Signer of a key pair. Without `kid` it goes by its keyid, as connector and approver keys do. */
export function signerOf(pair: KeyPair, kid: string = keyidOf(pair.public_key)): Signer {
  return { kid, public_key: pair.public_key, sign: (message) => sign(message, pair.private_key) };
}

/** Signer of a raw 32-byte private key. */
export async function signerOfPrivateKey(private_key: Uint8Array, kid?: string): Promise<Signer> {
  return signerOf({ private_key, public_key: await publicKeyOf(private_key) }, kid);
}
