import { base64urlEncode, type IdPrefix, makeId } from '@modekeeper/contracts';

export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A fresh id `<prefix>_<ULID>` of now. */
export function newId(prefix: IdPrefix): string {
  return makeId(prefix, Date.now(), randomBytes);
}

/** 256 bits as 43 characters of base64url. */
export function newSecret(): string {
  return base64urlEncode(randomBytes(32));
}

/** Compares two texts in a time that depends on their lengths only. */
export function sameText(left: string, right: string): boolean {
  const a = new TextEncoder().encode(left);
  const b = new TextEncoder().encode(right);
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}
