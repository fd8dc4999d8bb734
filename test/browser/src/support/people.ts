import { randomUUID } from 'node:crypto';
import { ApiClient, newestMail } from '@modekeeper/sandbox';
import type { BrowserContext } from 'playwright-core';

export type Login = { name: string; email: string; password: string };
/** Somebody with a session at the API; a browser can take it over. */
export type Person = { login: Login; api: ApiClient };
/** An owner with an organization of their own. */
export type Owner = Person & { organization_id: string; environment_id: string };

/** A login that nobody else has. */
export function newLogin(name = 'Ada Meyer'): Login {
  return { name, email: `${randomUUID()}@example.com`, password: `pass ${randomUUID()}` };
}

export async function newPerson(url: string, name?: string): Promise<Person> {
  const login = newLogin(name);
  const api = new ApiClient(url);
  await api.post('/v1/auth/sign-up/email', login);
  await api.post('/v1/auth/sign-in/email', { email: login.email, password: login.password });
  return { login, api };
}

/** A second factor for the session that the person has. */
export const stepUp = ({ api, login }: Person) => api.post('/v1/step-up', { method: 'password', password: login.password });

/** Makes an organization; the person's calls go there from now on. */
export async function found({ api }: Person, name: string): Promise<string> {
  const { id } = await api.post<{ id: string }>('/v1/organizations', { name });
  api.inOrganization(id);
  return id;
}

export async function newOwner(url: string, names: { person?: string; organization?: string } = {}): Promise<Owner> {
  const person = await newPerson(url, names.person);
  const organization_id = await found(person, names.organization ?? 'Acme Research');
  const environment = await person.api.post<{ id: string }>('/v1/environments', { kind: 'prod', name: 'production' });
  return { ...person, organization_id, environment_id: environment.id };
}

/** The token in the newest invitation that the sandbox's outbox holds for an address. */
export async function invitationToken(url: string, email: string): Promise<string> {
  const mail = await newestMail(new ApiClient(url), email);
  const token = mail?.link.match(/mki_[0-9A-Za-z_-]+/)?.[0];
  if (token === undefined) throw new Error(`No invitation for ${email} in the outbox.`);
  return token;
}

/** Somebody who was invited and accepted. */
export async function newMember(url: string, owner: Owner, role: string, name?: string): Promise<Person> {
  const person = await newPerson(url, name);
  await owner.api.post('/v1/invitations', { email: person.login.email, role });
  await person.api.post('/v1/invitations/accept', { token: await invitationToken(url, person.login.email) });
  person.api.inOrganization(owner.organization_id);
  return person;
}

/** Gives the browser the session that the person has at the API, a fresh second factor included. */
export async function takeOver(context: BrowserContext, { api }: Person, url: string): Promise<void> {
  const cookies = api.cookie().split('; ');
  await context.addCookies(
    cookies.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url, httpOnly: true, sameSite: 'Lax' as const };
    }),
  );
}
