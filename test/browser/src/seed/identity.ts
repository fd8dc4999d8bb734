import { base64Encode, type EnrollResponse } from '@modekeeper/contracts';
import type { ApiClient } from '@modekeeper/sandbox';
import { generateKeyPair, type KeyPair, keyidOf } from '@modekeeper/trust';
import { someBytes } from './random.ts';

/** A connector's identity without a cluster behind it: what it would keep in its Secret. */
export type Identity = {
  readonly url: string;
  readonly tenant_id: string;
  readonly environment_id: string;
  readonly cluster_id: string;
  readonly cluster_uid: string;
  readonly pair: KeyPair;
  readonly key_id: string;
  /** Of the passport that its plans name; one that nobody published unless the scene has one. */
  readonly passport_digest: string;
};

/** Adds a cluster and enrols for it through the API, as a connector does; a person confirms the uid unless told otherwise. */
export async function enrol(
  { owner, url }: { owner: ApiClient; url: string },
  at: { environment_id: string; name: string; confirm?: boolean; passport_digest?: string },
): Promise<Identity> {
  const { environment_id, name, passport_digest = 'a5'.repeat(32) } = at;
  const { token } = await owner.post<{ token: string }>('/v1/clusters', { environment_id, name });
  const pair = await generateKeyPair(someBytes);
  const cluster_uid = crypto.randomUUID();
  const body = {
    ...{ token, public_key: base64Encode(pair.public_key), cluster_uid },
    ...{ chart_version: '0.1.0', mode: 'apply' },
  };
  const answer = await fetch(`${url}/v1/enroll`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`enrolment answered ${answer.status}: ${await answer.text()}`);
  const { cluster_id, tenant_id } = (await answer.json()) as EnrollResponse;
  if (at.confirm !== false) await owner.post(`/v1/clusters/${cluster_id}/confirm`, { cluster_uid });
  return { url, tenant_id, environment_id, cluster_id, cluster_uid, pair, key_id: keyidOf(pair.public_key), passport_digest };
}
