import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureCredentials } from './credentials.ts';
import { writeKubeconfig } from './kubeconfig.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mode = (path: string) => statSync(path).mode & 0o777;

describe('credentials of a state folder', () => {
  it('are made once, kept, readable by the owner only, and a matching pair', () => {
    const first = ensureCredentials(folder);
    const key = readFileSync(first.serviceAccountKeyFile, 'utf8');
    expect(ensureCredentials(folder)).toEqual(first);
    expect(readFileSync(first.serviceAccountKeyFile, 'utf8')).toBe(key);
    for (const file of [first.tokenFile, first.serviceAccountKeyFile, first.serviceAccountPublicKeyFile])
      expect(mode(file)).toBe(0o600);
    const spki = (value: ReturnType<typeof createPublicKey>) => value.export({ type: 'spki', format: 'pem' });
    expect(spki(createPublicKey(createPrivateKey(key)))).toBe(readFileSync(first.serviceAccountPublicKeyFile, 'utf8'));
    expect(new Set(Object.values(first.tokens)).size).toBe(5);
  });
});

describe('writeKubeconfig', () => {
  it('writes one context that carries everything, for the owner only', () => {
    const { tokenFile } = ensureCredentials(folder);
    const path = join(folder, 'kubeconfig');
    writeKubeconfig(path, { server: 'https://127.0.0.1:1', caFile: tokenFile, token: 't', user: 'u', namespace: 'n' });
    const config = JSON.parse(readFileSync(path, 'utf8'));
    expect(config.contexts).toEqual([
      { name: 'modekeeper-sandbox', context: { cluster: 'modekeeper-sandbox', user: 'u', namespace: 'n' } },
    ]);
    expect(Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64').toString()).toBe(
      readFileSync(tokenFile, 'utf8'),
    );
    expect(mode(path)).toBe(0o600);
  });
});
