import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { base64Decode, base64Encode, ModeKeeperError } from '@modekeeper/contracts';
import { generateKeyPair, type Signer, signerOf } from '@modekeeper/trust';
import { z } from 'zod';

const keySchema = z.object({ kid: z.string(), private_key: z.string(), public_key: z.string() });
const loginSchema = z.object({ name: z.string(), email: z.string(), password: z.string() });

/** Everything secret that one sandbox made for itself. */
const sandboxSecretsSchema = z.object({
  auth_secret: z.string(),
  sandbox_admin_token: z.string(),
  approval: keySchema,
  freshness: keySchema,
  root: keySchema,
  issuer: keySchema,
  logins: z.object({ owner: loginSchema, approver: loginSchema }),
});
export type SandboxSecrets = z.infer<typeof sandboxSecretsSchema>;
export type SandboxKey = z.infer<typeof keySchema>;
export type Login = z.infer<typeof loginSchema>;

const text = (bytes: number) => randomBytes(bytes).toString('base64url');

async function newKey(kid: string): Promise<SandboxKey> {
  const pair = await generateKeyPair((length) => new Uint8Array(randomBytes(length)));
  return { kid, private_key: base64Encode(pair.private_key), public_key: base64Encode(pair.public_key) };
}

async function newSecrets(): Promise<SandboxSecrets> {
  return {
    auth_secret: text(48),
    sandbox_admin_token: text(32),
    approval: await newKey('sandbox-approval-1'),
    freshness: await newKey('sandbox-freshness-1'),
    root: await newKey('sandbox-root-1'),
    issuer: await newKey('sandbox-issuer-1'),
    logins: {
      owner: { name: 'Demo owner', email: 'owner@demo.example', password: text(15) },
      approver: { name: 'Demo approver', email: 'approver@demo.example', password: text(15) },
    },
  };
}

/**
 * The secrets in `file` (mode 0600), made at the first call.
 * @throws `invalid_input` when the file is damaged: guessing new keys would orphan everything that trusts the old ones
 */
export async function ensureSecrets(file: string): Promise<SandboxSecrets> {
  if (!existsSync(file)) {
    const secrets = await newSecrets();
    writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return secrets;
  }
  chmodSync(file, 0o600);
  const parsed = sandboxSecretsSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new ModeKeeperError({
    code: 'invalid_input',
    message: `The secrets file ${file} is damaged.`,
    hint: 'Start over with: npm start -- --reset',
  });
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

/** Signs with a key of the sandbox. */
export function signerOfKey(key: SandboxKey): Signer {
  const bytes = (value: string) => {
    const decoded = base64Decode(value);
    if (decoded === null)
      throw new ModeKeeperError({
        code: 'invalid_input',
        message: `Key ${key.kid} of the sandbox is damaged.`,
        hint: 'Start over with: npm start -- --reset',
      });
    return decoded;
  };
  return signerOf({ private_key: bytes(key.private_key), public_key: bytes(key.public_key) }, key.kid);
}

/** Variables and secrets of the Worker for this sandbox. */
export function workerBindings(
  secrets: SandboxSecrets,
  place: { public_url: string; database_url: string },
): Record<string, string> {
  return {
    ENVIRONMENT: 'sandbox',
    PUBLIC_URL: place.public_url,
    DATABASE_URL: place.database_url,
    AUTH_SECRET: secrets.auth_secret,
    SANDBOX_ADMIN_TOKEN: secrets.sandbox_admin_token,
    APPROVAL_PRIVATE_KEY: secrets.approval.private_key,
    APPROVAL_KID: secrets.approval.kid,
    FRESHNESS_PRIVATE_KEY: secrets.freshness.private_key,
    FRESHNESS_KID: secrets.freshness.kid,
    ROOT_PUBLIC_KEYS: JSON.stringify({ [secrets.root.kid]: secrets.root.public_key }),
  };
}
