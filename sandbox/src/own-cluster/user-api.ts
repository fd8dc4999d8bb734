import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { ModeKeeperError } from '@modekeeper/contracts';
import type { ClusterAccess } from './kubeconfig.ts';

export type UserCall = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  /** A PATCH is a JSON merge patch. */
  body?: unknown;
};

/** The API server of the user's cluster, as the user of the kubeconfig. */
export type UserApi = {
  /** The parsed answer. @throws `cluster_unreachable`, `configuration_invalid`, `unauthenticated`, `forbidden`, `not_found`, `conflict`, `upstream_unavailable` */
  call<T>(call: UserCall): Promise<T>;
  /** Like a GET by `call`, with null for 404. */
  find<T>(path: string): Promise<T | null>;
};

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** Talks JSON with the API server; signing in (tokens, certificates, exec plugins) is the official client library's, asked for each request. */
export function userApi(access: ClusterAccess): UserApi {
  const api: UserApi = {
    async call<T>(call: UserCall): Promise<T> {
      const { status, body } = await exchange(access, call, await signedIn(access));
      if (status >= 200 && status < 300) return JSON.parse(body) as T;
      throw refusal(access, call, status, body);
    },
    async find<T>(path: string): Promise<T | null> {
      const call: UserCall = { method: 'GET', path };
      const { status, body } = await exchange(access, call, await signedIn(access));
      if (status === 404) return null;
      if (status >= 200 && status < 300) return JSON.parse(body) as T;
      throw refusal(access, call, status, body);
    },
  };
  return api;
}

async function signedIn({ config, user, context }: ClusterAccess): Promise<RequestOptions> {
  const options: RequestOptions = { headers: {} };
  try {
    await config.applyToHTTPSOptions(options);
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0]?.slice(0, 200);
    throw new ModeKeeperError({
      code: 'configuration_invalid',
      message: `Signing in as user ${user} of context ${context} does not work: ${why || 'no reason given'}.`,
      hint: 'Try with the same file and context: kubectl auth whoami. Auth providers of old kubectl versions are not supported; use an exec plugin.',
      cause,
    });
  }
  return options;
}

function exchange(access: ClusterAccess, call: UserCall, options: RequestOptions): Promise<{ status: number; body: string }> {
  const text = call.body === undefined ? undefined : JSON.stringify(call.body);
  const headers: Record<string, string | number> = { ...(options.headers as Record<string, string>), accept: 'application/json' };
  if (text !== undefined) {
    headers['content-type'] = call.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    headers['content-length'] = Buffer.byteLength(text);
  }
  const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) => reject(unreachable(access, cause));
    const outgoing = request(`${access.server}${call.path}${query}`, {
      ...options,
      method: call.method,
      headers,
      timeout: TIMEOUT_MS,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    outgoing.on('error', failed);
    outgoing.on('response', (response) =>
      readAll(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), failed),
    );
    outgoing.end(text);
  });
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unreachable({ server, context }: ClusterAccess, cause: Error): ModeKeeperError {
  // An AggregateError (one per address) has an empty message.
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const untrusted = /CERT|SELF_SIGNED|VERIFY/.test(code);
  return new ModeKeeperError({
    code: 'cluster_unreachable',
    message: `The API server ${server} of context ${context} ${untrusted ? 'cannot be verified' : 'does not answer'}: ${cause.message || code}.`,
    hint: untrusted
      ? 'Put the certificate authority that signed its certificate into the kubeconfig (certificate-authority).'
      : 'Check that the cluster runs and that this machine reaches it (VPN, firewall), with the same file: kubectl version',
    cause,
  });
}

const CODES = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 409: 'conflict' } as const;

function refusal({ user, context }: ClusterAccess, call: UserCall, status: number, body: string): ModeKeeperError {
  const said = messageOf(body);
  if (status === 401) {
    return new ModeKeeperError({
      code: CODES[401],
      message: `The API server does not accept the credentials of user ${user} (context ${context}).`,
      hint: 'Sign in again; with the same file and context this must work: kubectl auth whoami',
    });
  }
  return new ModeKeeperError({
    code: status === 403 || status === 404 || status === 409 ? CODES[status] : 'upstream_unavailable',
    message: `The API server answered ${call.method} ${call.path} with ${status}: ${said}.`,
    hint:
      status === 403
        ? `Ask a cluster administrator for this right, or use a context of another user than ${user}.`
        : 'Try again.',
  });
}

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message.replace(/\.$/, '') : 'no reason given';
  } catch {
    return body.trim().slice(0, 200) || 'no reason given';
  }
}
