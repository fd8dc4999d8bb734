import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who talks to the API server on behalf of the sandbox; names show in the audit log. */
export const identities = {
  admin: { user: 'sandbox:admin', group: 'system:masters' },
  agent: { user: 'sandbox:node-agent', group: 'system:masters' },
  kwok: { user: 'sandbox:kwok', group: 'system:masters' },
  // The roles of these two come with the API server and are bound to the user name.
  controllers: { user: 'system:kube-controller-manager', group: '' },
  scheduler: { user: 'system:kube-scheduler', group: '' },
} as const;

export type Identity = keyof typeof identities;
export type Tokens = Record<Identity, string>;

export type Credentials = {
  tokens: Tokens;
  tokenFile: string;
  serviceAccountKeyFile: string;
  serviceAccountPublicKeyFile: string;
};

function readTokens(file: string): Partial<Record<string, string>> {
  if (!existsSync(file)) return {};
  const rows = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(rows.map((row) => row.split(',')).map(([token, user]) => [user ?? '', token ?? '']));
}

/** Tokens and service-account keys of a state folder, made on the first start and kept. Files have mode 0600. */
export function ensureCredentials(stateDir: string): Credentials {
  const tokenFile = join(stateDir, 'tokens.csv');
  const serviceAccountKeyFile = join(stateDir, 'service-account.key');
  const serviceAccountPublicKeyFile = join(stateDir, 'service-account.pub');
  const known = readTokens(tokenFile);
  const tokens = Object.fromEntries(
    Object.entries(identities).map(([name, { user }]) => [name, known[user] ?? randomBytes(32).toString('hex')]),
  ) as Tokens;
  const rows = Object.entries(identities).map(
    ([name, { user, group }]) => `${tokens[name as Identity]},${user},${user},"${group}"`,
  );
  writeFileSync(tokenFile, `${rows.join('\n')}\n`, { mode: 0o600 });
  if (!existsSync(serviceAccountKeyFile)) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(serviceAccountPublicKeyFile, pair.publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o600 });
    writeFileSync(serviceAccountKeyFile, pair.privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  }
  return { tokens, tokenFile, serviceAccountKeyFile, serviceAccountPublicKeyFile };
}
