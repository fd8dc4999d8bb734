import { exports } from 'cloudflare:workers';
import { TEST_BINDINGS } from './bindings.ts';

export const URL_OF_TEST = TEST_BINDINGS.PUBLIC_URL;
let count = 0;

/** A name that no other suite uses. */
export function unique(prefix: string): string {
  count += 1;
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}-${count}`;
}

export type Answer<T = Record<string, unknown>> = { status: number; headers: Headers; body: T };

/** Somebody at the API inside the same runtime: keeps cookies, sends what our own pages would send. */
export class Person {
  readonly email: string;
  readonly password = 'a long enough password';
  readonly #cookies = new Map<string, string>();
  organization: string | undefined;

  constructor(email = `${unique('person')}@example.com`) {
    this.email = email;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const headers = new Headers({ origin: URL_OF_TEST, 'modekeeper-request': '1' });
    if (this.#cookies.size > 0) headers.set('cookie', this.cookie);
    if (this.organization !== undefined) headers.set('modekeeper-organization', this.organization);
    if (body !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(extra)) {
      if (value === '') headers.delete(name);
      else headers.set(name, value);
    }
    const response = await exports.default.fetch(
      new Request(`${URL_OF_TEST}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text.startsWith('{') ? JSON.parse(text) : { text }) as T,
    };
  }

  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path);
  }

  post<T = Record<string, unknown>>(path: string, body: unknown = {}, extra: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, extra);
  }

  async signIn(): Promise<this> {
    await this.post('/v1/auth/sign-up/email', { name: 'Somebody', email: this.email, password: this.password });
    const answer = await this.post('/v1/auth/sign-in/email', { email: this.email, password: this.password });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return this;
  }

  stepUp(): Promise<Answer> {
    return this.post('/v1/step-up', { method: 'password', password: this.password });
  }
}

type Created = { id: string };

/** A signed-in owner with an organization of their own. */
export async function newOwner(): Promise<Person & { organization: string }> {
  const person = await new Person().signIn();
  const { body } = await person.post<Created>('/v1/organizations', { name: unique('organization') });
  return Object.assign(person, { organization: body.id });
}

/** An environment, and a cluster with its enrolment token. */
export async function newCluster(owner: Person): Promise<{ id: string; environment_id: string; token: string }> {
  const environment = await owner.post<Created>('/v1/environments', { kind: 'prod', name: unique('prod') });
  const cluster = await owner.post<Created & { token: string }>('/v1/clusters', {
    environment_id: environment.body.id,
    name: 'cluster',
  });
  return { id: cluster.body.id, environment_id: environment.body.id, token: cluster.body.token };
}

/** Somebody who accepted an invitation into the owner's organization. */
export async function newMember(owner: Person, role: string): Promise<Person> {
  const person = await new Person().signIn();
  await owner.post('/v1/invitations', { email: person.email, role });
  await person.post('/v1/invitations/accept', { token: await invitationToken(person.email) });
  person.organization = owner.organization;
  return person;
}

/** The newest invitation token that the sandbox's outbox holds for an address. */
export async function invitationToken(email: string): Promise<string> {
  const link = await newestLink(email);
  return new URL(link).searchParams.get('token') ?? '';
}

export async function newestLink(email: string): Promise<string> {
  const { body } = await new Person().send<{ items: { to: string; link: string }[] }>('GET', '/sandbox/outbox', undefined, {
    accept: 'application/json',
  });
  return body.items.find((mail) => mail.to === email)?.link ?? '';
}

/** Public key (strict base64) of a fresh connector. */
export async function newConnectorKey(): Promise<string> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const raw = (await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer;
  return btoa(String.fromCharCode(...new Uint8Array(raw)));
}

export function enrolment(token: string, public_key: string, cluster_uid = 'uid-1') {
  return { token, public_key, cluster_uid, chart_version: '0.1.0', mode: 'apply' };
}
