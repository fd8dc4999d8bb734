import { base64Decode, ModeKeeperError, sha256Hex } from '@modekeeper/contracts';
import { Point } from '@noble/ed25519';
import { PUBLIC_KEY_BYTES } from './ed25519.ts';

/** keyid of connector and approver keys: `sha256:` + hex of the SHA-256 of the raw public key. */
export function keyidOf(public_key: Uint8Array): string {
  return `sha256:${sha256Hex(public_key)}`;
}

function pointOf(public_key: Uint8Array, lenient: boolean): Point | null {
  try {
    return Point.fromBytes(public_key, lenient);
  } catch {
    // The library's only way to say "not a point of the curve".
    return null;
  }
}

/**
 * True for the encodings of the eight points of small order, non-canonical ones included: under such a key one signature
 * fits many messages.
 */
export function isLowOrder(public_key: Uint8Array): boolean {
  return pointOf(public_key, true)?.isSmallOrder() ?? false;
}

/**
 * Imports a raw public key that somebody sent (enrolment, Helm values).
 * @param text strict base64 of 32 bytes
 * @throws ModeKeeperError `key_invalid` (not base64, wrong length, not a point of the curve), `key_low_order`
 */
export function importPublicKey(text: string): Uint8Array<ArrayBuffer> {
  const bytes = base64Decode(text);
  if (bytes === null || bytes.length !== PUBLIC_KEY_BYTES) {
    throw new ModeKeeperError({
      code: 'key_invalid',
      message: 'The public key is not base64 of 32 bytes.',
      hint: 'Give the raw Ed25519 public key in standard base64 with padding: 44 characters.',
    });
  }
  if (isLowOrder(bytes)) {
    throw new ModeKeeperError({
      code: 'key_low_order',
      message: 'The public key is a point of small order, under which signatures prove nothing.',
      hint: 'Make a new key; no honest generator yields this one.',
    });
  }
  if (pointOf(bytes, false) === null) {
    throw new ModeKeeperError({
      code: 'key_invalid',
      message: 'The public key is not a point of the Ed25519 curve.',
      hint: 'Check that the key was copied whole; 32 arbitrary bytes are not a key.',
    });
  }
  return bytes;
}
