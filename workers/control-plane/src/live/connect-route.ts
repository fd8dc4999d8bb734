import { clusterIdSchema, isModeKeeperError, ModeKeeperError, organizationIdSchema } from '@modekeeper/contracts';
import { readConnectHeader } from '@modekeeper/trust';
import { gatewayOf } from '../gateway/client.ts';
import { refuseUpgrade } from '../gateway/refuse.ts';
import type { BaseCtx } from '../platform/context.ts';

/**
 * `GET /v1/connect?tenant=…` of a connector: finds the cluster's object by what the header claims; the object checks the claim. A header
 * that cannot be read gets the same close code as a wrong signature.
 * @throws `upgrade_required` for plain HTTP
 */
export async function routeConnect(ctx: BaseCtx, request: Request): Promise<Response> {
  if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') throw upgradeRequired();
  const tenant = organizationIdSchema.safeParse(new URL(request.url).searchParams.get('tenant'));
  const cluster_id = claimedCluster(request.headers.get('Authorization'));
  if (!tenant.success || cluster_id === null) return refuseUpgrade('credentials', 'connect_header_invalid');
  return gatewayOf(ctx, tenant.data, cluster_id).fetch(request);
}

/** @throws `upgrade_required` */
export function upgradeRequired(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'upgrade_required',
    message: 'This address speaks WebSocket only.',
    hint: 'Open it as a WebSocket; plain data is at GET /v1/clusters/{id}.',
  });
}

function claimedCluster(header: string | null): string | null {
  try {
    const claimed = clusterIdSchema.safeParse(readConnectHeader(header).claims.cluster_id);
    return claimed.success ? claimed.data : null;
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
