import { base64Decode, base64Encode } from '@modekeeper/contracts';

const IV_BYTES = 12;

/** Encrypts a text that must not lie open in the database. @param label separates uses of the same secret */
export async function seal(secret: string, label: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(secret, label), new TextEncoder().encode(text));
  return `${base64Encode(iv)}.${base64Encode(new Uint8Array(sealed))}`;
}

/** Opens what `seal` made; undefined when secret or label differ (a rotated secret). */
export async function unseal(secret: string, label: string, sealed: string): Promise<string | undefined> {
  const [iv, data] = sealed.split('.').map((part) => base64Decode(part));
  if (iv == null || data == null) return undefined;
  try {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(secret, label), data);
    return new TextDecoder().decode(text);
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return undefined;
    throw error;
  }
}

/** Recognises a text again without saying what it was: nobody without the secret can try texts (a password, say) against it. */
export async function keyedDigest(secret: string, label: string, text: string): Promise<string> {
  const bytes = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign']);
  return base64Encode(
    new Uint8Array(await crypto.subtle.sign(algorithm, key, bytes.encode(`modekeeper-digest-v1/${label}\n${text}`))),
  );
}

async function keyOf(secret: string, label: string): Promise<CryptoKey> {
  const bytes = new TextEncoder();
  const master = await crypto.subtle.importKey('raw', bytes.encode(secret), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: bytes.encode('modekeeper-seal-v1'), info: bytes.encode(label) },
    master,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
