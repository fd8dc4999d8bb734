import type { Database } from './client.ts';

declare const tenant: unique symbol;

/**
 * The only way to a tenant's rows. Made by `openTenant` alone, which apps call after they authenticated a session, key or connector;
 * carries the handles that `placement(tenant)` chose.
 */
export type TenantCtx = { readonly tenant_id: string; readonly database: Database; readonly [tenant]: true };

/** Makes a tenant's context. Call it only with a tenant id that an authenticated principal belongs to. */
export function openTenant(tenant_id: string, database: Database): TenantCtx {
  return { tenant_id, database } as TenantCtx;
}
