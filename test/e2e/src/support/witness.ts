import { randomBytes } from 'node:crypto';
import { type AuditEvent, type Cluster, waitFor } from '@modekeeper/cluster';
import type { Installed } from './install.ts';

/** What the API server's audit log says of one connector; the connector is not asked. */
export type Account = Pick<Installed, 'namespace' | 'release' | 'target_namespace'>;

const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const query = (event: AuditEvent) => new URL(event.requestURI, 'http://audit').searchParams;

export const isDryRun = (event: AuditEvent) => query(event).has('dryRun');
export const fieldManagerOf = (event: AuditEvent) => query(event).get('fieldManager');
export const isEffective = (event: AuditEvent) => !isDryRun(event) && event.responseStatus?.code === 200;

type Body = { metadata?: { name?: string; resourceVersion?: string; annotations?: Record<string, string> } };
const body = (event: AuditEvent) => (event.requestObject ?? {}) as Body;
export const planOf = (event: AuditEvent) => body(event).metadata?.annotations?.['modekeeper/plan'];
export const resourceVersionOf = (event: AuditEvent) => body(event).metadata?.resourceVersion;

/** One line about a request, for messages of failed tests. */
export const brief = (event: AuditEvent) =>
  `${event.requestReceivedTimestamp} ${event.verb} ${event.requestURI} ${event.responseStatus?.code} ${planOf(event) ?? ''}`;

let barriers = 0;

/** Waits until the log has everything that the API server answered before now: a request of our own has come through it. */
export async function settleLog(cluster: Cluster): Promise<void> {
  barriers += 1;
  const mark = `barrier-${randomBytes(6).toString('hex')}-${barriers}`;
  const call = {
    method: 'PATCH' as const,
    path: '/api/v1/namespaces/default',
    body: {},
    query: { dryRun: 'All', fieldManager: mark },
  };
  await cluster.client.call(call);
  const seen = async () =>
    (await cluster.readAudit({ name: 'default', verbs: ['patch'] })).some((event) => fieldManagerOf(event) === mark);
  await waitFor(seen, { what: 'the audit log', timeout_ms: 60_000 });
}

/** Every request of the connector's account that would change something, dry runs and refused ones included, oldest first. */
export async function writesOf(cluster: Cluster, account: Account, since?: Date): Promise<AuditEvent[]> {
  await settleLog(cluster);
  return cluster.readAudit({
    user: `system:serviceaccount:${account.namespace}:${account.release}`,
    verbs: WRITES,
    ...(since === undefined ? {} : { since }),
  });
}

/** Patches of the target: dry runs and real ones. */
export async function patchesOf(cluster: Cluster, account: Account, since?: Date): Promise<AuditEvent[]> {
  const writes = await writesOf(cluster, account, since);
  return writes.filter(({ objectRef }) => objectRef?.resource === 'deployments');
}

/** Patches that the API server carried out. */
export async function effectivePatches(cluster: Cluster, account: Account, since?: Date): Promise<AuditEvent[]> {
  return (await patchesOf(cluster, account, since)).filter(isEffective);
}

/** Writes outside the connector's own state, its questions about its rights, and patches of its target (I8): there must be none. */
export async function strayWrites(cluster: Cluster, account: Account, target_name: string): Promise<string[]> {
  const { namespace, release, target_namespace } = account;
  const own = ['journal', 'state', 'lease', 'identity'].map((part) => `${release}-${part}`);
  const isOwn = (event: AuditEvent) => {
    const { name, namespace: at, resource } = event.objectRef ?? {};
    return (
      at === namespace &&
      ['configmaps', 'leases', 'secrets'].includes(resource ?? '') &&
      own.includes(name ?? body(event).metadata?.name ?? '')
    );
  };
  const isTarget = ({ objectRef, verb }: AuditEvent) =>
    verb === 'patch' &&
    objectRef?.resource === 'deployments' &&
    objectRef.subresource === undefined &&
    objectRef.namespace === target_namespace &&
    objectRef.name === target_name;
  const isQuestion = ({ objectRef }: AuditEvent) => objectRef?.resource === 'selfsubjectaccessreviews';
  const writes = await writesOf(cluster, account);
  return writes.filter((event) => !isOwn(event) && !isTarget(event) && !isQuestion(event)).map(brief);
}
