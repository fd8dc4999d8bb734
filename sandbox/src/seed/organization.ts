import { ApiClient } from '../api/client.ts';
import type { SandboxSecrets } from '../state/secrets.ts';
import { newestMail, signedIn } from './people.ts';

type Named = { id: string; name: string };
type Items<T> = { items: T[] };
type Passport = { id: string; name: string };

/** The demo organization, with its owner signed in. */
export type Seeded = {
  owner: ApiClient;
  approver: ApiClient;
  organization_id: string;
  environment_id: string;
  passport_id: string;
};

const ORGANIZATION = 'Demo organization';
const ENVIRONMENT = { kind: 'staging', name: 'sandbox' } as const;
const PASSPORT = 'demo';

async function ensure<T>(found: T | undefined, create: () => Promise<T>): Promise<T> {
  return found ?? (await create());
}

/** Signs up owner and approver, makes organization, environment and published passport. Doing it again finds what is there. */
export async function seedOrganization(url: string, secrets: SandboxSecrets): Promise<Seeded> {
  const owner = await signedIn(url, secrets.logins.owner);
  const organizations = await owner.get<Items<Named>>('/v1/organizations');
  const organization = await ensure(
    organizations.items.find(({ name }) => name === ORGANIZATION),
    () => owner.post<Named>('/v1/organizations', { name: ORGANIZATION }),
  );
  owner.inOrganization(organization.id);
  const approver = await invited(url, owner, secrets);
  approver.inOrganization(organization.id);
  const environments = await owner.get<Items<Named>>('/v1/environments');
  const environment = await ensure(
    environments.items.find(({ name }) => name === ENVIRONMENT.name),
    () => owner.post<Named>('/v1/environments', ENVIRONMENT),
  );
  const passport_id = await publishedPassport(owner, environment.id, secrets.logins.owner.password);
  return { owner, approver, organization_id: organization.id, environment_id: environment.id, passport_id };
}

async function invited(url: string, owner: ApiClient, secrets: SandboxSecrets): Promise<ApiClient> {
  const login = secrets.logins.approver;
  const approver = await signedIn(url, login);
  const memberships = await approver.get<Items<Named>>('/v1/organizations');
  if (memberships.items.some(({ name }) => name === ORGANIZATION)) return approver;
  await owner.post('/v1/invitations', { email: login.email, role: 'approver' });
  const mail = await newestMail(new ApiClient(url), login.email);
  const token = mail?.link.match(/mki_[0-9A-Za-z_-]+/)?.[0];
  if (token === undefined) throw new Error('The invitation of the demo approver is not in /sandbox/outbox.');
  await approver.post('/v1/invitations/accept', { token });
  return approver;
}

async function publishedPassport(owner: ApiClient, environment_id: string, password: string): Promise<string> {
  const passports = await owner.get<Items<Passport>>('/v1/passports');
  const known = passports.items.find(({ name }) => name === PASSPORT);
  if (known) return known.id;
  const passport = await owner.post<Passport>('/v1/passports', { environment_id, template: PASSPORT });
  // A passport that allows apply is published by a person who proved themselves just now.
  await owner.post('/v1/step-up', { method: 'password', password });
  await owner.post(`/v1/passports/${passport.id}/publish`, { version: 1 });
  return passport.id;
}
