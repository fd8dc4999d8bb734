import { z } from 'zod';
import type { RandomBytes } from './random.ts';

/** Crockford base32, as ULID uses it: sorted by code point = sorted by value. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LIMIT_MS = 2 ** 48;

/** What each id prefix names. */
export const ID_PREFIXES = {
  org: 'organization',
  env: 'environment',
  cl: 'cluster',
  psp: 'passport',
  pl: 'plan',
  apr: 'approval',
  rcp: 'receipt',
  bnd: 'bundle',
  usr: 'user',
  key: 'API key',
  inv: 'invitation',
  mbr: 'member',
  rb: 'role binding',
  aud: 'audit event',
  kil: 'kill switch',
  req: 'request',
  obx: 'outbox row',
  ses: 'session',
} as const;
export type IdPrefix = keyof typeof ID_PREFIXES;

export const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID');

/** Schema of `<prefix>_<ULID>`. */
export function idSchema(prefix: IdPrefix): z.ZodString {
  return z.string().regex(new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`), `must be ${prefix}_ and a ULID`);
}

export const organizationIdSchema = idSchema('org');
export const environmentIdSchema = idSchema('env');
export const clusterIdSchema = idSchema('cl');
export const planIdSchema = idSchema('pl');

/**
 * A ULID: 48 bits of time (ms), 80 bits of randomness.
 * @param now_ms milliseconds since the epoch
 * @throws RangeError for a time outside 0 … 2^48-1: a caller's defect
 */
export function makeUlid(now_ms: number, randomBytes: RandomBytes): string {
  if (!Number.isInteger(now_ms) || now_ms < 0 || now_ms >= TIME_LIMIT_MS) {
    throw new RangeError(`ULID time must be an integer of milliseconds below 2^48, got ${now_ms}`);
  }
  let value = BigInt(now_ms);
  for (const byte of randomBytes(10)) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = ALPHABET.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

/** `<prefix>_<ULID>`. */
export function makeId(prefix: IdPrefix, now_ms: number, randomBytes: RandomBytes): string {
  return `${prefix}_${makeUlid(now_ms, randomBytes)}`;
}
