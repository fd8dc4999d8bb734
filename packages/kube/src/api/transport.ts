import * as http from 'node:http';
import * as https from 'node:https';
import type { Failure } from '../outcome.ts';
import type { Connection, TlsMaterial } from './connection.ts';

export interface RequestInput {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Absolute path, already escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly content_type?: string;
  /** Whole exchange, or for a stream: until the headers. */
  readonly timeout_ms: number;
  readonly signal?: AbortSignal;
  /** Asked when everything is ready and nothing but the sending is left; an answer other than null is returned instead. */
  readonly before_send?: () => Promise<Failure | null>;
}

export interface Exchange {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export type Sent<T> = { readonly response: T } | { readonly failure: Failure };

/** A broken proxy must not fill our memory: the largest honest answer is a page of 100 pods. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
// The API server closes idle connections after 90 s (net/http IdleTimeout in k8s.io/apiserver); we drop them first, so that a mutation
// is not sent into a closing socket, which would cost a RESOLVE.
const IDLE_SOCKET_MS = 30_000;

/** One kept-alive agent over one `Connection`. Every way to fail is a typed `Failure`. */
export class Transport {
  readonly #connection: Connection;
  readonly #base: URL;
  #agent: http.Agent | null = null;
  #tls: TlsMaterial | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#base = new URL(connection.server);
  }

  /** Sends and reads the whole answer. A GET on a kept-alive socket that the server had just closed is sent once more. */
  async exchange(input: RequestInput): Promise<Sent<Exchange>> {
    const sent = await this.#send(input, readBody);
    if ('failure' in sent && sent.failure.reason === 'STALE_SOCKET' && input.method === 'GET') return this.#send(input, readBody);
    return sent;
  }

  /** Sends and resolves at the headers; the caller reads (or destroys) the response. */
  open(input: RequestInput): Promise<Sent<http.IncomingMessage>> {
    return this.#send(input, (response) => Promise.resolve(response));
  }

  /** The server answered 401: credentials are read again before the next request. */
  rejected(): void {
    this.#connection.rejected();
  }

  close(): void {
    this.#agent?.destroy();
    this.#agent = null;
  }

  async #send<T>(input: RequestInput, read: (response: http.IncomingMessage) => Promise<T>): Promise<Sent<T>> {
    let headers: Record<string, string>;
    let agent: http.Agent;
    try {
      const credentials = await this.#connection.credentials();
      headers = { ...credentials.headers };
      agent = this.#agentFor(credentials.tls);
    } catch (error) {
      return {
        failure: broken('unreachable', 'credentials_unreadable', `The credentials cannot be read: ${textOf(error)}.`, false),
      };
    }
    headers.accept = 'application/json';
    headers['user-agent'] = 'modekeeper';
    if (input.body !== undefined) {
      headers['content-type'] = input.content_type ?? 'application/json';
      headers['content-length'] = String(Buffer.byteLength(input.body));
    }
    const closed = (await input.before_send?.()) ?? null;
    if (closed !== null) return { failure: closed };
    return this.#perform(input, headers, agent, read);
  }

  #perform<T>(
    input: RequestInput,
    headers: Record<string, string>,
    agent: http.Agent,
    read: (response: http.IncomingMessage) => Promise<T>,
  ) {
    return new Promise<Sent<T>>((resolve) => {
      let connected = false;
      let reason: 'TIMEOUT' | 'ABORTED' | null = null;
      const stop = (why: 'TIMEOUT' | 'ABORTED') => {
        reason ??= why;
        request.destroy();
      };
      const abort = () => stop('ABORTED');
      const timer = setTimeout(() => stop('TIMEOUT'), input.timeout_ms);
      const done = (sent: Sent<T>) => {
        clearTimeout(timer);
        resolve(sent);
      };
      const failed = (error: Error) => {
        const stale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        done({ failure: failureOf(error, reason, connected, input.timeout_ms, stale) });
      };
      const send = this.#base.protocol === 'http:' ? http.request : https.request;
      const request = send(this.#urlOf(input), { method: input.method, headers, agent });
      request.on('socket', (socket) => {
        const secure = 'encrypted' in socket;
        if (!socket.connecting) connected = true;
        else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
      });
      request.on('error', failed);
      request.on('close', () => input.signal?.removeEventListener('abort', abort));
      request.on('response', (response) => read(response).then((value) => done({ response: value }), failed));
      if (input.signal?.aborted) abort();
      else input.signal?.addEventListener('abort', abort, { once: true });
      request.end(input.body);
    });
  }

  #urlOf(input: RequestInput): URL {
    const url = new URL(this.#base);
    url.pathname = this.#base.pathname.replace(/\/+$/, '') + input.path;
    url.search = new URLSearchParams(input.query).toString();
    return url;
  }

  #agentFor(tls: TlsMaterial): http.Agent {
    if (this.#agent !== null && this.#tls === tls) return this.#agent;
    const keep = { keepAlive: true, keepAliveMsecs: 30_000, timeout: IDLE_SOCKET_MS, maxFreeSockets: 8 };
    this.#tls = tls;
    // The old agent's idle sockets close by their timeout; destroying it here would cut requests in flight.
    this.#agent =
      this.#base.protocol === 'http:' ? new http.Agent(keep) : new https.Agent({ ...keep, ...tls, rejectUnauthorized: true });
    return this.#agent;
  }
}

async function readBody(response: http.IncomingMessage): Promise<Exchange> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') };
}

function failureOf(
  error: Error,
  stopped: 'TIMEOUT' | 'ABORTED' | null,
  connected: boolean,
  timeout_ms: number,
  stale: boolean,
): Failure {
  if (stopped === 'TIMEOUT')
    return broken('timeout', 'TIMEOUT', `The API server did not answer within ${timeout_ms} ms.`, connected);
  if (stopped === 'ABORTED') return broken('unreachable', 'ABORTED', 'The request was given up by its caller.', connected);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'CONNECTION_BROKEN';
  return broken('unreachable', stale ? 'STALE_SOCKET' : code, `The API server cannot be reached: ${textOf(error)}.`, connected);
}

function broken(kind: 'unreachable' | 'timeout', reason: string, message: string, sent: boolean): Failure {
  return { kind, reason, message, sent };
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(textOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
