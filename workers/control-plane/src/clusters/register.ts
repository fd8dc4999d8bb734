import { clusterRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { VerbCtx } from '../platform/context.ts';
import { clusterRefused } from './refused.ts';

/**
 * Tells the object which key and status the database has for the cluster now; a repetition of the same request says the same again, so a lost
 * call heals itself. @throws ModeKeeperError `cluster_refused`
 */
export async function registerCluster(ctx: VerbCtx, cluster_id: string): Promise<void> {
  const now = await clusterRows.find(ctx, cluster_id);
  if (now === undefined || now.state === 'revoked' || now.state === 'pending' || now.state === 'removed') throw clusterRefused();
  if (now.key_id === null || now.public_key === null || now.cluster_uid === null)
    throw new Error('an enrolled cluster has a key and a uid');
  await gatewayOf(ctx, ctx.tenant_id, cluster_id).register({
    tenant_id: ctx.tenant_id,
    cluster_id,
    public_key: now.public_key,
    key_id: now.key_id,
    status: now.state,
    cluster_uid: now.cluster_uid,
  });
}
