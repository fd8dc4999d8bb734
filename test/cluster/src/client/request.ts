import { readFileSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';

/** How to reach an API server and as whom. */
export type ApiAccess = {
  /** `https://127.0.0.1:port`. */
  server: string;
  /** PEM file that verifies the server. */
  caFile: string;
  token: string;
  /** Shows in the audit log. */
  userAgent?: string;
};

export type ApiAnswer = { status: number; body: string };

/** One of the patch types of the API server. */
export type PatchKind = 'merge' | 'strategic' | 'json' | 'apply';

const PATCH_TYPES: Record<PatchKind, string> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  patch?: PatchKind;
  signal?: AbortSignal;
  /** Default 30,000. */
  timeout_ms?: number;
};

/**
 * A thin kept-alive HTTPS client for the harness and the node agent: a request takes about 1.5 ms, and loading the full
 * client library would cost 130 MB in each of them.
 */
export type ApiClient = {
  /** The answer as it came, whatever its status; rejects only when there is none. */
  call(call: ApiCall): Promise<ApiAnswer>;
  /** Options for a long-lived request (watch, log follow) of the caller's own. */
  requestOptions(path: string, query?: Record<string, string>): RequestOptions;
  close(): void;
};

const encodeQuery = (query: Record<string, string> | undefined) =>
  query === undefined || Object.keys(query).length === 0 ? '' : `?${new URLSearchParams(query)}`;

/** A client for one API server and one identity. */
export function createClient(access: ApiAccess): ApiClient {
  const ca = readFileSync(access.caFile);
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ca });
  const { hostname, port } = new URL(access.server);
  const headers = {
    Authorization: `Bearer ${access.token}`,
    Accept: 'application/json',
    'User-Agent': access.userAgent ?? 'modekeeper-harness',
  };

  const call = ({ method, path, query, body, patch, signal, timeout_ms = 30_000 }: ApiCall) =>
    new Promise<ApiAnswer>((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const type = method === 'PATCH' ? PATCH_TYPES[patch ?? 'merge'] : 'application/json';
      const outgoing = request({
        hostname,
        port,
        agent,
        method,
        path: path + encodeQuery(query),
        timeout: timeout_ms,
        headers: text === undefined ? headers : { ...headers, 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) },
        ...(signal === undefined ? {} : { signal }),
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer within ${timeout_ms} ms`)));
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          answer += chunk;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: answer }));
      });
      outgoing.end(text);
    });

  return {
    call,
    requestOptions: (path, query) => ({
      hostname,
      port,
      ca,
      agent: false,
      method: 'GET',
      path: path + encodeQuery(query),
      headers,
    }),
    close: () => agent.destroy(),
  };
}
