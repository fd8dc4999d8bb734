import { randomUUID } from 'node:crypto';

/** An answer of the API that is an error: the one JSON shape, or a status alone. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  constructor(method: string, path: string, status: number, code: string, message: string, hint?: string) {
    super(`${method} ${path}: ${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }
}

export type RequestOptions = { headers?: Record<string, string>; idempotencyKey?: string };

/**
 * A person at the API: keeps the session cookie, sends what a browser would send with every write.
 * Used by the seeder, the terminal walk and the end-to-end tests; none of them has another way in.
 */
export class ApiClient {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  #organization: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Sends the requests that follow for this organization. */
  inOrganization(id: string): this {
    this.#organization = id;
    return this;
  }

  /** The `Cookie` header of this session, for a WebSocket. */
  cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Sends a request and answers the parsed body. @throws ApiError */
  async request<T = unknown>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
    const response = await this.raw(method, path, body, options);
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : parse(text);
    if (response.ok) return parsed as T;
    const error = (parsed as { error?: { code?: string; message?: string; hint?: string } } | undefined)?.error;
    throw new ApiError(
      method,
      path,
      response.status,
      error?.code ?? 'no_code',
      error?.message ?? text.slice(0, 200),
      error?.hint,
    );
  }

  /** Sends a request and answers whatever comes back. */
  async raw(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<Response> {
    const headers: Record<string, string> = { ...options.headers };
    if (this.#cookies.size > 0) headers.cookie = this.cookie();
    if (this.#organization) headers['modekeeper-organization'] ??= this.#organization;
    if (method !== 'GET') {
      headers['modekeeper-request'] = '1';
      headers.origin ??= this.#url;
    }
    if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? randomUUID();
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  get<T = unknown>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  post<T = unknown>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<T> {
    return this.request<T>('POST', path, body, options);
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const gone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, pair.slice(at + 1));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
