import { digestOf, type Passport } from '@modekeeper/contracts';

/** Carried fields may hold fractions, which have no canonical form: they are digested as `["number", "<decimal>"]`. */
function withoutFractions(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return ['number', String(value)];
  if (Array.isArray(value)) return value.map(withoutFractions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutFractions(item)]])),
  );
}

/**
 * Digest of a passport: SHA-256 over the canonical bytes of its normalised form, so that the same rules have the same
 * digest however the text was written (blanks, key order, `true` for 1, fields that are ignored).
 */
export function passportDigest(passport: Passport): string {
  return digestOf(withoutFractions(passport));
}
