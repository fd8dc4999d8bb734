import http from 'node:http';
import https from 'node:https';
import { explainUnreachable, type Unreachable } from './unreachable.ts';

export type PostAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly retry_after_s: number | null }
  /** No answer came; `why` is a whole sentence for people. */
  | ({ readonly kind: 'failed' } & Unreachable);

export type PostJson = (url: string, body: unknown, headers: Readonly<Record<string, string>>) => Promise<PostAnswer>;

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 65_536;

/** POST of a JSON body, without redirects. Proxy by Node's agent option `proxyEnv` (https only), private CA by NODE_EXTRA_CA_CERTS. */
export function nodePostJson(env: Readonly<Record<string, string | undefined>>): PostJson {
  const agent = new https.Agent({ proxyEnv: { ...env } });
  return (url, body, headers) =>
    new Promise((resolve) => {
      const secure = url.startsWith('https:');
      const text = JSON.stringify(body);
      const options = {
        method: 'POST',
        timeout: TIMEOUT_MS,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'modekeeper-request': '1',
          accept: 'application/json',
        },
      };
      const request = secure ? https.request(url, { ...options, agent }) : http.request(url, options);
      const failed = (error: Error) => resolve({ kind: 'failed', ...explainUnreachable(error, url, env) });
      request.on('error', failed);
      request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_ANSWER_BYTES) request.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          const retry = Number.parseInt(response.headers['retry-after'] ?? '', 10);
          resolve({
            kind: 'answered',
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
            retry_after_s: Number.isNaN(retry) ? null : retry,
          });
        });
        response.on('error', failed);
      });
      request.end(text);
    });
}
