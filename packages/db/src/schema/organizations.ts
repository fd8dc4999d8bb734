import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const organizations = sqliteTable('organizations', {
  tenant_id: text('tenant_id').primaryKey(),
  name: text('name').notNull(),
  created_by: text('created_by').notNull(),
  created_at_ms: integer('created_at_ms').notNull(),
});

/** Directory from a signed-in user to tenants: ids only, so that no query has to look across tenants for a membership. */
export const userOrganizations = sqliteTable(
  'user_organizations',
  {
    user_id: text('user_id').notNull(),
    tenant_id: text('tenant_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.tenant_id] })],
);

export const members = sqliteTable(
  'members',
  {
    tenant_id: text('tenant_id').notNull(),
    user_id: text('user_id').notNull(),
    joined_at_ms: integer('joined_at_ms').notNull(),
    invited_by: text('invited_by'),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.user_id] })],
);

export const roleBindings = sqliteTable(
  'role_bindings',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    principal_type: text('principal_type', { enum: ['user'] }).notNull(),
    principal_id: text('principal_id').notNull(),
    role: text('role', { enum: ['owner', 'admin', 'approver', 'viewer'] }).notNull(),
    scope_type: text('scope_type', { enum: ['organization'] }).notNull(),
    scope_id: text('scope_id').notNull(),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    uniqueIndex('role_bindings_principal_scope').on(
      table.tenant_id,
      table.principal_type,
      table.principal_id,
      table.scope_type,
      table.scope_id,
    ),
  ],
);

export const invitations = sqliteTable(
  'invitations',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    email: text('email').notNull(),
    role: text('role', { enum: ['owner', 'admin', 'approver', 'viewer'] }).notNull(),
    token_hash: text('token_hash').notNull(),
    state: text('state', { enum: ['pending', 'accepted', 'revoked'] }).notNull(),
    expires_at_ms: integer('expires_at_ms').notNull(),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
    settled_by: text('settled_by'),
    settled_at_ms: integer('settled_at_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    uniqueIndex('invitations_token').on(table.tenant_id, table.token_hash),
  ],
);

export const environments = sqliteTable(
  'environments',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind', { enum: ['prod', 'staging', 'r&d'] }).notNull(),
    name: text('name').notNull(),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    uniqueIndex('environments_name').on(table.tenant_id, table.name),
  ],
);

export const passports = sqliteTable(
  'passports',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    environment_id: text('environment_id').notNull(),
    name: text('name').notNull(),
    latest_version: integer('latest_version').notNull(),
    published_version: integer('published_version'),
    published_at_ms: integer('published_at_ms'),
    published_by: text('published_by'),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    uniqueIndex('passports_name').on(table.tenant_id, table.environment_id, table.name),
  ],
);

export const passportVersions = sqliteTable(
  'passport_versions',
  {
    tenant_id: text('tenant_id').notNull(),
    passport_id: text('passport_id').notNull(),
    version: integer('version').notNull(),
    document: text('document', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    digest: text('digest').notNull(),
    note: text('note'),
    created_by: text('created_by').notNull(),
    created_at_ms: integer('created_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.passport_id, table.version] }),
    index('passport_versions_digest').on(table.tenant_id, table.digest),
  ],
);
