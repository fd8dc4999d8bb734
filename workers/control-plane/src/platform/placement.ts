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

/** Longer than any batch takes; who waits for a database that hangs would wait for ever, and an object with it. */
const DATABASE_TIMEOUT_MS = 20_000;

/** The database of identity, memberships and trust documents. A handle is cheap: nothing is sent before the first statement. */
export function platformDatabase(config: Config): Database {
  const { DATABASE_NAMESPACE: namespace, DATABASE_TOKEN: token, DATABASE_URL: url } = config;
  return openDatabase({ url, token, namespace, timeout_ms: DATABASE_TIMEOUT_MS });
}

/** The tenant's context; call it only for an authenticated member, connector or the tenant's own object. */
export function tenantContext(env: Env, config: Config, tenant_id: string): TenantCtx {
  return openTenant(tenant_id, placement(env, config, tenant_id).database);
}
