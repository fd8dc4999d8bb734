import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSecrets, signerOfKey, workerBindings } from './secrets.ts';
import { readSettings, rememberSettings } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modekeeper-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('ensureSecrets', () => {
  it('makes secrets once, readable by their owner only, and answers the same ones afterwards', async () => {
    const file = join(folder, 'secrets.json');
    const first = await ensureSecrets(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await ensureSecrets(file)).toEqual(first);
  });

  it('makes other secrets for every sandbox', async () => {
    const one = await ensureSecrets(join(folder, 'one.json'));
    const other = await ensureSecrets(join(folder, 'other.json'));
    const values = [one, other].map(({ approval, auth_secret, logins, root }) => [
      approval.private_key,
      auth_secret,
      logins.owner.password,
      root.private_key,
    ]);
    expect(new Set(values.flat()).size).toBe(8);
  });

  it('refuses a damaged file: new keys would orphan everything that trusts the old ones', async () => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, '{"auth_secret":');
    await expect(ensureSecrets(file)).rejects.toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('--reset') });
  });

  it('gives the Worker the public root only', async () => {
    const secrets = await ensureSecrets(join(folder, 'secrets.json'));
    const bindings = workerBindings(secrets, { public_url: 'http://localhost:1', database_url: 'http://127.0.0.1:2' });
    expect(JSON.stringify(bindings)).not.toContain(secrets.root.private_key);
    expect(JSON.stringify(bindings)).not.toContain(secrets.issuer.private_key);
    expect(signerOfKey(secrets.root).kid).toBe(secrets.root.kid);
  });
});

describe('settings', () => {
  it('remembers one thing without forgetting another', () => {
    const file = join(folder, 'settings.json');
    expect(readSettings(file)).toEqual({});
    rememberSettings(file, { port: 8787 });
    rememberSettings(file, { database_port: 9 });
    expect(readSettings(file)).toEqual({ port: 8787, database_port: 9 });
  });

  it('says what to do about a damaged file', () => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, '{"port":"x"}');
    expect(() => readSettings(file)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
