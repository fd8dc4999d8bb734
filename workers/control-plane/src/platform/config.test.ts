import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import type { Env } from './env.ts';

const key = btoa(String.fromCharCode(...new Uint8Array(32).fill(7)));
const secret = 'never shown, and longer than thirty-two characters';
const staging = {
  ENVIRONMENT: 'staging',
  PUBLIC_URL: 'https://staging.example/',
  DATABASE_URL: 'libsql://database.example',
  DATABASE_TOKEN: 'token',
  AUTH_SECRET: secret,
  APPROVAL_PRIVATE_KEY: key,
  APPROVAL_KID: 'approval-1',
  ROOT_PUBLIC_KEYS: JSON.stringify({ 'root-1': key }),
};
const read = (change: Record<string, string | undefined>) => readConfig({ ...staging, ...change } as unknown as Env);

describe('configuration', () => {
  it('is taken when complete, with the origin only and defaults filled in', () => {
    expect(read({})).toMatchObject({ ok: true, config: { PUBLIC_URL: 'https://staging.example', CHARTS_BASE: './charts' } });
  });

  it('names every variable that is missing, and no value ever', () => {
    for (const name of Object.keys(staging)) {
      const result = read({ [name]: undefined });
      expect(result.ok).toBe(false);
      const text = JSON.stringify(result);
      expect(text).toContain(name);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(key);
    }
  });

  it('refuses plain http, a short secret and a key of another length', () => {
    expect(read({ PUBLIC_URL: 'http://staging.example' })).toEqual({ ok: false, faults: ['PUBLIC_URL is not valid'] });
    expect(read({ DATABASE_URL: 'http://database.example' })).toEqual({ ok: false, faults: ['DATABASE_URL is not valid'] });
    expect(read({ AUTH_SECRET: 'short' })).toEqual({ ok: false, faults: ['AUTH_SECRET is not valid'] });
    expect(read({ APPROVAL_PRIVATE_KEY: btoa('short') })).toEqual({ ok: false, faults: ['APPROVAL_PRIVATE_KEY is not valid'] });
    expect(read({ ROOT_PUBLIC_KEYS: '{"root": "x"}' })).toEqual({ ok: false, faults: ['ROOT_PUBLIC_KEYS is not valid'] });
    expect(read({ ENVIRONMENT: 'prod' })).toEqual({ ok: false, faults: ['ENVIRONMENT must be sandbox, staging or production'] });
  });

  it('refuses the sandbox’s admin token where customers are', () => {
    expect(read({ SANDBOX_ADMIN_TOKEN: 'x'.repeat(40) }).ok).toBe(false);
  });
});
