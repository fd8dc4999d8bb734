import type { Cluster } from '@modekeeper/cluster';
import { base64Decode, type DsseEnvelope, type Receipt } from '@modekeeper/contracts';
import type { PlanDetail } from '@modekeeper/sandbox';
import { createKeyring, type Keyring, keyidOf, publicKeyOf, verifyEnvelope } from '@modekeeper/trust';
import type { Installed } from './install.ts';
import { get } from './objects.ts';

/** The connector's key as its Secret holds it, for verifying what it signed. The test compares the id with the enrolled one. */
export async function connectorKey(
  cluster: Cluster,
  at: Pick<Installed, 'namespace' | 'release'>,
): Promise<{ kid: string; keyring: Keyring }> {
  const path = `/api/v1/namespaces/${at.namespace}/secrets/${at.release}-identity`;
  const { data } = await get<{ data: Record<string, string> }>(cluster.client, path);
  const seed = base64Decode(data.private_key ?? '');
  if (seed === null) throw new Error('The identity Secret holds no key.');
  const public_key = await publicKeyOf(seed);
  const kid = keyidOf(public_key);
  return { kid, keyring: createKeyring([{ kid, public_key, purposes: ['connector'] }]) };
}

/** The receipt of a plan, if one of these keys signed it. */
export async function verifiedReceipt(plan: PlanDetail, keyring: Keyring): Promise<Receipt> {
  const signed = (plan as unknown as { documents: { kind: string; envelope: DsseEnvelope }[] }).documents;
  const envelope = signed.find(({ kind }) => kind === 'receipt')?.envelope as DsseEnvelope;
  return (await verifyEnvelope(envelope, keyring, { kind: 'receipt', purpose: 'connector' })).payload;
}
