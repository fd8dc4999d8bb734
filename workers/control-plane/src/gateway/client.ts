import type { LiveNews } from '@modekeeper/contracts';
import type { Config } from '../platform/config.ts';
import type { Env } from '../platform/env.ts';
import { placement } from '../platform/placement.ts';
import type { ClusterGateway } from './cluster-gateway.ts';

/** Who asks: every verb's context has this. */
export type GatewayCaller = { readonly env: Env; readonly config: Config };

/**
 * The object of a cluster, in the namespace that `placement(tenant)` chose. Its name carries the tenant, so no id of another tenant ever
 * reaches it.
 */
export function gatewayOf(caller: GatewayCaller, tenant_id: string, cluster_id: string): DurableObjectStub<ClusterGateway> {
  const { jurisdiction, objects } = placement(caller.env, caller.config, tenant_id);
  const namespace = jurisdiction === null ? objects : objects.jurisdiction(jurisdiction);
  return namespace.getByName(`${tenant_id}/${cluster_id}`);
}

/**
 * Tells the object that rows wait for it, and what open pages should see of the verb at once. Never fails the verb: the rows are
 * committed, and the object looks again on connect and alarm; a page that missed the news reads again when its socket comes back.
 */
export async function pokeGateway(
  caller: GatewayCaller,
  tenant_id: string,
  cluster_id: string,
  news: readonly LiveNews[] = [],
): Promise<void> {
  try {
    await gatewayOf(caller, tenant_id, cluster_id).poke(news);
  } catch (error) {
    console.warn(JSON.stringify({ event: 'poke_failed', cluster_id, reason: error instanceof Error ? error.name : 'unknown' }));
  }
}
