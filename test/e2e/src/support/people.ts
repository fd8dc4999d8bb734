import { ApiClient, newestMail, type Seeded } from '@modekeeper/sandbox';
import type { Stack } from './stack.ts';

/** Signs a person up and in, as anybody on the internet could. */
export async function signUp({ url }: Stack, login: { name: string; email: string; password: string }): Promise<ApiClient> {
  const client = new ApiClient(url);
  await client.post('/v1/auth/sign-up/email', login);
  await client.post('/v1/auth/sign-in/email', { email: login.email, password: login.password });
  return client;
}

/** Sign-up, organization, environment, published demo passport, and an approver who was invited by e-mail. */
export async function onboard(stack: Stack): Promise<Seeded> {
  const { logins } = stack.platform.secrets;
  const owner = await signUp(stack, logins.owner);
  const organization = await owner.post<{ id: string }>('/v1/organizations', { name: 'Thread tests' });
  owner.inOrganization(organization.id);
  const environment = await owner.post<{ id: string }>('/v1/environments', { kind: 'staging', name: 'e2e' });
  const passport = await owner.post<{ id: string }>('/v1/passports', { environment_id: environment.id, template: 'demo' });
  await owner.post('/v1/step-up', { method: 'password', password: logins.owner.password });
  await owner.post(`/v1/passports/${passport.id}/publish`, { version: 1 });
  await owner.post('/v1/invitations', { email: logins.approver.email, role: 'approver' });
  const approver = await signUp(stack, logins.approver);
  const mail = await newestMail(new ApiClient(stack.url), logins.approver.email);
  const token = mail?.link.match(/mki_[0-9A-Za-z_-]+/)?.[0];
  await approver.post('/v1/invitations/accept', { token });
  approver.inOrganization(organization.id);
  return {
    owner,
    approver,
    organization_id: organization.id,
    environment_id: environment.id,
    passport_id: passport.id,
  };
}
