import { setTimeout as sleep } from 'node:timers/promises';
import { isModeKeeperError } from '@modekeeper/contracts';
import type { UserApi } from './user-api.ts';

/** As the kubelet asks for by default (projected service-account tokens). The API server may answer with another lifetime. */
const LIFETIME_S = 3_600;
const RETRY_MS = 30_000;
const LONGEST_WAIT_MS = 24 * 3_600_000;

export type TokenInput = {
  api: UserApi;
  namespace: string;
  account: string;
  write: (token: string) => void;
  say: (line: string) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** When a token is asked for again: at 80 % of its life, as the kubelet does, and at once when that has passed. */
export function renewalDelay_ms(issued_at_ms: number, expires_at_ms: number, now_ms: number): number {
  const at = issued_at_ms + (expires_at_ms - issued_at_ms) * 0.8;
  return Math.min(LONGEST_WAIT_MS, Math.max(1_000, Math.round(at - now_ms)));
}

/** Asks for a token of the account (TokenRequest, as the user), writes it, and answers when the next one is due. @throws as `UserApi` */
export async function renewToken({ api, namespace, account, write, now }: TokenInput): Promise<number> {
  const issued_at_ms = now();
  const { status } = await api.call<{ status: { token: string; expirationTimestamp: string } }>({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: LIFETIME_S } },
  });
  write(status.token);
  return renewalDelay_ms(issued_at_ms, Date.parse(status.expirationTimestamp), now());
}

/** Keeps the token fresh until `signal` aborts. A failed renewal is said once and tried again every 30 s: the old token still serves a while. */
export async function keepToken(input: TokenInput, first_delay_ms: number, signal: AbortSignal): Promise<void> {
  let told = false;
  for (let delay_ms = first_delay_ms; !signal.aborted; ) {
    if (!(await slept(delay_ms, signal))) return;
    try {
      delay_ms = await renewToken(input);
      if (told) input.say('The connector’s token is renewed again.');
      told = false;
    } catch (error) {
      if (!isModeKeeperError(error)) throw error;
      if (!told) input.say(`The connector’s token cannot be renewed: ${error.message} ${error.hint}`);
      told = true;
      delay_ms = RETRY_MS;
    }
  }
}

/** False when `signal` ended the sleep. */
export async function slept(delay_ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(delay_ms, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
