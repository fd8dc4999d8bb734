import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

type Json = Record<string, unknown>;

/** Append only; `seq` counts from 1 per tenant without gaps. The hash chain is made afterwards, not in the request. */
export const auditEvents = sqliteTable(
  'audit_events',
  {
    tenant_id: text('tenant_id').notNull(),
    seq: integer('seq').notNull(),
    at_ms: integer('at_ms').notNull(),
    action: text('action').notNull(),
    actor: text('actor', { mode: 'json' }).$type<Json>().notNull(),
    subject_type: text('subject_type').notNull(),
    subject_id: text('subject_id').notNull(),
    detail: text('detail', { mode: 'json' }).$type<Json>().notNull(),
    request_id: text('request_id'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.seq] }),
    index('audit_events_subject').on(table.tenant_id, table.subject_type, table.subject_id, table.seq),
    index('audit_events_action').on(table.tenant_id, table.action, table.seq),
  ],
);

/** E-mails of the sandbox, shown at /sandbox/outbox. Elsewhere no row is ever written: it would hold a usable token. */
export const emails = sqliteTable('emails', {
  id: text('id').primaryKey(),
  tenant_id: text('tenant_id'),
  recipient: text('recipient').notNull(),
  kind: text('kind', { enum: ['invitation', 'password_reset'] }).notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  link: text('link').notNull(),
  created_at_ms: integer('created_at_ms').notNull(),
});

/** Documents of the whole platform that prove themselves: keyset, revocation list, freshness statement, sandbox licence. */
export const trustDocuments = sqliteTable(
  'trust_documents',
  {
    kind: text('kind', { enum: ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] }).notNull(),
    digest: text('digest').notNull(),
    /** Version of a keyset, number of a list, list number of a statement, 0 for a licence. */
    number: integer('number').notNull(),
    issued_at_s: integer('issued_at_s').notNull(),
    /** Raw text: signatures and number rules are judged on what was written. */
    document: text('document').notNull(),
    added_at_ms: integer('added_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.digest] }),
    index('trust_documents_newest').on(table.kind, table.number, table.issued_at_s),
  ],
);

/** Answers to keyed POSTs, for 24 h. `scope` = tenant id, else user id; the answer is encrypted (it may show a token once). */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    scope: text('scope').notNull(),
    key_hash: text('key_hash').notNull(),
    route: text('route').notNull(),
    body_hash: text('body_hash').notNull(),
    status: integer('status'),
    answer: text('answer'),
    created_at_ms: integer('created_at_ms').notNull(),
    expires_at_ms: integer('expires_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.route, table.key_hash] }),
    index('idempotency_keys_expiry').on(table.expires_at_ms),
  ],
);

/**
 * Which keyed POSTs were carried out, written in the very batch that carried them out: a repeat cannot do it twice, whatever became of the
 * answer. `scope` as above, but in the tenant's own database; kept for 24 h.
 */
export const idempotentCommits = sqliteTable(
  'idempotent_commits',
  {
    scope: text('scope').notNull(),
    key_hash: text('key_hash').notNull(),
    route: text('route').notNull(),
    /** A request may commit more than once; another request with the same key may not. */
    request_id: text('request_id').notNull(),
    committed_at_ms: integer('committed_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.route, table.key_hash] }),
    index('idempotent_commits_time').on(table.committed_at_ms),
  ],
);

/** Numbers of the whole deployment that are counted once an hour and read often; no tenant's rows can be told from them. */
export const platformCounts = sqliteTable('platform_counts', {
  name: text('name', { enum: ['connectors'] }).primaryKey(),
  value: integer('value').notNull(),
  counted_at_ms: integer('counted_at_ms').notNull(),
});

/** When a session last proved its second factor. Beside the auth library's tables: those hold identity only. */
export const stepUps = sqliteTable('step_ups', {
  session_id: text('session_id').primaryKey(),
  user_id: text('user_id').notNull(),
  method: text('method', { enum: ['passkey', 'password'] }).notNull(),
  at_ms: integer('at_ms').notNull(),
});

/** Rows of the sandbox's progress page, fed by `npm start`. */
export const sandboxProgress = sqliteTable('sandbox_progress', {
  id: text('id').primaryKey(),
  position: integer('position').notNull(),
  label: text('label').notNull(),
  state: text('state', { enum: ['waiting', 'running', 'done', 'failed'] }).notNull(),
  detail: text('detail').notNull(),
  updated_at_ms: integer('updated_at_ms').notNull(),
});

/** Guards of a batch: a row with held = 0 breaks the check and with it the whole batch. Empty between batches. */
export const expect = sqliteTable('expect', { name: text('name').notNull(), held: integer('held').notNull() }, (table) => [
  check('expectation_held', sql`${table.held} = 1`),
]);
