import { type ApiAnswer, type ApiCall, type ApiClient, createClient, fetchObject } from '@modekeeper/cluster';
import { inject } from 'vitest';

const access = () => ({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });

let admin: ApiClient | undefined;

/** The cluster administrator. */
export function asAdmin(): ApiClient {
  admin ??= createClient(access());
  return admin;
}

/** A client with a token of the ServiceAccount (TokenRequest), and with nothing else. */
export async function asServiceAccount(namespace: string, name: string): Promise<ApiClient> {
  const { status } = await fetchObject<{ status: { token: string } }>(asAdmin(), {
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
  });
  return createClient({ ...access(), token: status.token });
}

/** Status and reason of an answer, with the message when it was refused. */
export type Verdict = { status: number; reason: string; message: string };

export function verdict({ status, body }: ApiAnswer): Verdict {
  if (status < 400) return { status, reason: '', message: '' };
  const { reason = '', message = '' } = JSON.parse(body) as { reason?: string; message?: string };
  return { status, reason, message };
}

/** Sends one request and answers its verdict. */
export const send = async (client: ApiClient, call: ApiCall): Promise<Verdict> => verdict(await client.call(call));
