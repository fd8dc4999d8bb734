/** What stands where a secret stood. */
export const REDACTED = '<REDACTED>';

export type Redaction<T> = { value: T; redactions: number };

const SECRET_KEYS = new Set([
  'token',
  'access_token',
  'refresh_token',
  'password',
  'passwd',
  'secret',
  'client_secret',
  'secret_key',
  'api_key',
  'apikey',
  'x-api-key',
  'authorization',
  'cookie',
  'private_key',
  'access_key',
]);

/** Whether whatever a member of this name holds is secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEYS.has(key.toLowerCase());
}

/** A whole string that may be key material. */
export const ENCODED = /^[A-Za-z0-9+/=]{32,}$/;

/** Digests are no secrets: 64 hex digits in a member that says so. */
export function isDigestField(key: string, value: string): boolean {
  return /(?:^|_)sha256$/.test(key) && /^[0-9a-f]{64}$/i.test(value);
}
