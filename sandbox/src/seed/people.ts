import { ApiClient, ApiError } from '../api/client.ts';
import type { Login } from '../state/secrets.ts';

/** Signs in; a person who does not exist yet is signed up first. */
export async function signedIn(url: string, login: Login): Promise<ApiClient> {
  const client = new ApiClient(url);
  const { name, email, password } = login;
  try {
    await client.post('/v1/auth/sign-in/email', { email, password });
  } catch (cause) {
    // The same answer for an unknown user and a wrong password: signing up tells which it was.
    if (!(cause instanceof ApiError) || cause.status !== 401) throw cause;
    // Signing up gives no session: its answer is the same for an address that is taken.
    await client.post('/v1/auth/sign-up/email', { name, email, password });
    await client.post('/v1/auth/sign-in/email', { email, password });
  }
  return client;
}

type Mail = { to: string; subject: string; link: string };

/** The newest e-mail to an address in the sandbox's outbox page (JSON). */
export async function newestMail(client: ApiClient, to: string): Promise<Mail | undefined> {
  const { items } = await client.request<{ items: Mail[] }>('GET', '/sandbox/outbox', undefined, {
    headers: { accept: 'application/json' },
  });
  return items.filter((mail) => mail.to === to).at(0);
}
