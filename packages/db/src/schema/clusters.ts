import { PRESENCES } from '@modekeeper/contracts';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** `pending`: no connector has enrolled yet. `revoked`: refused for good. `removed`: a tombstone, never shown again. */
const CLUSTER_STATES = ['pending', 'awaiting_confirmation', 'active', 'revoked', 'removed'] as const;

export const clusters = sqliteTable(
  'clusters',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    environment_id: text('environment_id').notNull(),
    name: text('name').notNull(),
    state: text('state', { enum: CLUSTER_STATES }).notNull(),
    mode: text('mode', { enum: ['observe', 'verify', 'apply'] }),
    chart_version: text('chart_version'),
    cluster_uid: text('cluster_uid'),
    confirmed_uid: text('confirmed_uid'),
    key_id: text('key_id'),
    public_key: text('public_key'),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
    enrolled_at_ms: integer('enrolled_at_ms'),
    confirmed_by: text('confirmed_by'),
    confirmed_at_ms: integer('confirmed_at_ms'),
    ended_by: text('ended_by'),
    ended_at_ms: integer('ended_at_ms'),
    /** As the cluster's object last told it, when it changed: for lists. Who looks at one cluster asks the object. */
    presence_state: text('presence_state', { enum: PRESENCES }),
    presence_cause: text('presence_cause'),
    presence_last_seen_ms: integer('presence_last_seen_ms'),
    presence_observed_ms: integer('presence_observed_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    index('clusters_environment').on(table.tenant_id, table.environment_id),
  ],
);

export const enrollmentTokens = sqliteTable(
  'enrollment_tokens',
  {
    tenant_id: text('tenant_id').notNull(),
    token_hash: text('token_hash').notNull(),
    cluster_id: text('cluster_id').notNull(),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
    expires_at_ms: integer('expires_at_ms').notNull(),
    used_at_ms: integer('used_at_ms'),
    /** Public key that the token was used with: the same token with the same key gets the same answer within its hour. */
    used_by_key: text('used_by_key'),
    /** A newer token, a revocation or a removal took this one's place. */
    withdrawn_at_ms: integer('withdrawn_at_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.token_hash] }),
    index('enrollment_tokens_cluster').on(table.tenant_id, table.cluster_id),
  ],
);

/** Every key that a connector of the cluster ever had: an old one is refused for sessions and kept for old documents. */
export const clusterKeys = sqliteTable(
  'cluster_keys',
  {
    tenant_id: text('tenant_id').notNull(),
    cluster_id: text('cluster_id').notNull(),
    key_id: text('key_id').notNull(),
    public_key: text('public_key').notNull(),
    added_at_ms: integer('added_at_ms').notNull(),
    retired_at_ms: integer('retired_at_ms'),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.cluster_id, table.key_id] })],
);

export const killSwitches = sqliteTable(
  'kill_switches',
  {
    tenant_id: text('tenant_id').notNull(),
    scope_type: text('scope_type', { enum: ['workload', 'cluster', 'organization'] }).notNull(),
    /** Organization or cluster id; for a workload `<cluster id>/<namespace>/<name>`. */
    scope_id: text('scope_id').notNull(),
    active: integer('active', { mode: 'boolean' }).notNull(),
    epoch: integer('epoch').notNull(),
    reason: text('reason').notNull(),
    actor: text('actor', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    changed_at_ms: integer('changed_at_ms').notNull(),
    /** Signed kill_state (DSSE) that the clusters get. */
    envelope: text('envelope', { mode: 'json' }).$type<Record<string, unknown>>(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.scope_type, table.scope_id] })],
);

/** What a cluster's object must do; written in the batch of the verb, drained by the object, idempotent by id. */
export const outbox = sqliteTable(
  'outbox',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    cluster_id: text('cluster_id').notNull(),
    kind: text('kind').notNull(),
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
    delivered_at_ms: integer('delivered_at_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    index('outbox_undelivered').on(table.tenant_id, table.cluster_id, table.delivered_at_ms, table.id),
  ],
);

/** Root- and issuer-signed licences of a tenant; the newest one by `issued_at_s` is current. */
export const licenses = sqliteTable(
  'licenses',
  {
    tenant_id: text('tenant_id').notNull(),
    digest: text('digest').notNull(),
    license_id: text('license_id'),
    /** Raw text. */
    document: text('document').notNull(),
    issued_at_s: integer('issued_at_s').notNull(),
    expires_at_s: integer('expires_at_s').notNull(),
    added_at_ms: integer('added_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.digest] }),
    uniqueIndex('licenses_id').on(table.tenant_id, table.license_id),
  ],
);
