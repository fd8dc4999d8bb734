import { Buffer } from 'node:buffer';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

/** Variables and secrets of the Worker under test; nothing outside this test ever trusts these keys. */
export const TEST_BINDINGS = {
  ENVIRONMENT: 'sandbox',
  PUBLIC_URL: 'http://control-plane.test',
  AUTH_SECRET: 'a secret of tests only, long enough to be taken',
  APPROVAL_PRIVATE_KEY: key(1),
  APPROVAL_KID: 'approval-test',
  FRESHNESS_PRIVATE_KEY: key(2),
  FRESHNESS_KID: 'freshness-test',
  ROOT_PUBLIC_KEYS: '{}',
  SANDBOX_ADMIN_TOKEN: 'a token of tests only, long enough to be taken',
} as const;
