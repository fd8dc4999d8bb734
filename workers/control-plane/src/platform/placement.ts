import { type Database, openDatabase, openTenant, type TenantCtx } from '@modekeeper/db';
import type { Config } from './config.ts';
import type { Env } from './env.ts';

/** Where a tenant lives. One function, used everywhere; today every tenant shares one database and one object namespace. */
export type Placement = {
  readonly database: Database;
  readonly objects: Env['CLUSTER_GATEWAY'];
  readonly jurisdiction: 'eu' | null;
  /** Prefix of the tenant's files in the bucket. */
  readonly files_prefix: string;
};

export function placement(env: Env, config: Config, tenant_id: string): Placement {
  return { database: platformDatabase(config), objects: env.CLUSTER_GATEWAY, jurisdiction: null, files_prefix: `${tenant_id}/` };
}

/** The database of identity, memberships and trust documents. A handle is cheap: nothing is sent before the first statement. */
export function platformDatabase(config: Config): Database {
  return openDatabase({ url: config.DATABASE_URL, token: config.DATABASE_TOKEN, namespace: config.DATABASE_NAMESPACE });
}

/** The tenant's context; call it only for an authenticated member, connector or the tenant's own object. */
export function tenantContext(env: Env, config: Config, tenant_id: string): TenantCtx {
  return openTenant(tenant_id, placement(env, config, tenant_id).database);
}
