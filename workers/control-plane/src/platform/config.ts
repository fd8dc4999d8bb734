import { base64Decode } from '@modekeeper/contracts';
import { z } from 'zod';
import type { Env } from './env.ts';

/** Raw 32 bytes in strict base64: an Ed25519 private seed or public key. */
const key32 = z.string().refine((text) => decodesTo32Bytes(text), 'must be base64 of 32 bytes');
const rootKeys = z
  .string()
  .transform((text, context) => parseJson(text, context))
  .pipe(z.record(z.string().min(1), key32));

const common = z.object({
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  DATABASE_URL: z.url({ protocol: /^(https?|libsql)$/ }),
  DATABASE_NAMESPACE: z.string().min(1).optional(),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  APPROVAL_PRIVATE_KEY: key32,
  APPROVAL_KID: z.string().min(1),
  FRESHNESS_PRIVATE_KEY: key32.optional(),
  FRESHNESS_KID: z.string().min(1).optional(),
  ROOT_PUBLIC_KEYS: rootKeys,
  CHARTS_BASE: z
    .string()
    .regex(/^[A-Za-z0-9._:/@-]+$/)
    .default('./charts'),
  CONNECTOR_IMAGE_DIGEST: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  DOCS_URL: z.url().optional(),
});
const deployed = {
  // The token travels with every statement.
  DATABASE_URL: z.url({ protocol: /^(https|libsql)$/ }),
  DATABASE_TOKEN: z.string().min(1),
  SANDBOX_ADMIN_TOKEN: z.undefined('belongs to the sandbox only').optional(),
};

const configSchema = z.discriminatedUnion('ENVIRONMENT', [
  common.extend({
    ENVIRONMENT: z.literal('sandbox'),
    DATABASE_TOKEN: z.string().optional(),
    SANDBOX_ADMIN_TOKEN: z.string().min(32),
  }),
  common.extend({ ENVIRONMENT: z.literal('staging'), ...deployed, PUBLIC_URL: httpsOrigin() }),
  common.extend({ ENVIRONMENT: z.literal('production'), ...deployed, PUBLIC_URL: httpsOrigin() }),
]);

/** Everything the Worker is told from outside, checked. */
export type Config = z.infer<typeof configSchema>;
/** `faults` names variables and what is wrong with them; never their values. */
export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: string[] };

const known = new WeakMap<object, ConfigResult>();

/** Checks variables and secrets, once per isolate. */
export function readConfig(env: Env): ConfigResult {
  const before = known.get(env);
  if (before !== undefined) return before;
  const parsed = configSchema.safeParse(env);
  const result: ConfigResult = parsed.success ? { ok: true, config: parsed.data } : { ok: false, faults: faultsOf(parsed.error) };
  known.set(env, result);
  return result;
}

function faultsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'ENVIRONMENT');
    const missing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
    return `${name} ${missing ? 'is missing' : issue.code === 'invalid_union' ? 'must be sandbox, staging or production' : 'is not valid'}`;
  });
}

function httpsOrigin() {
  return z.url({ protocol: /^https$/ }).transform((url) => new URL(url).origin);
}

function decodesTo32Bytes(text: string): boolean {
  return base64Decode(text)?.length === 32;
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
}
