import type { PlanState } from '@modekeeper/contracts';
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

type Json = Record<string, unknown>;

/**
 * Reasons by which the connector says that a kill switch ended a plan. Written out, not bound: only then does the planner see that the partial
 * index covers the question.
 */
export const ENDED_BY_KILL = sql.raw("reason IN ('kill_switch_active', 'kill_switch_unreliable')");

/** Current state of each plan; the whole story is in `plan_events`, the signed papers in `plan_documents`. */
export const plans = sqliteTable(
  'plans',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    cluster_id: text('cluster_id').notNull(),
    environment_id: text('environment_id').notNull(),
    kind: text('kind', { enum: ['apply', 'rollback'] }).notNull(),
    state: text('state').$type<PlanState>().notNull(),
    /** Number of transitions so far. */
    revision: integer('revision').notNull(),
    reason: text('reason'),
    plan_digest: text('plan_digest').notNull(),
    /** Of the newest passing verify report. */
    effect_digest: text('effect_digest'),
    verified_at_ms: integer('verified_at_ms'),
    target_namespace: text('target_namespace').notNull(),
    target_kind: text('target_kind').notNull(),
    target_name: text('target_name').notNull(),
    target_uid: text('target_uid').notNull(),
    changes: text('changes', { mode: 'json' }).$type<Json[]>().notNull(),
    author_key_id: text('author_key_id'),
    created_at_ms: integer('created_at_ms').notNull(),
    expires_at_ms: integer('expires_at_ms').notNull(),
    updated_at_ms: integer('updated_at_ms').notNull(),
    dispatched_at_ms: integer('dispatched_at_ms'),
    cancel_requested_at_ms: integer('cancel_requested_at_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    index('plans_cluster_state').on(table.tenant_id, table.cluster_id, table.state),
    index('plans_state').on(table.tenant_id, table.state),
    index('plans_stopped').on(table.tenant_id, table.updated_at_ms).where(ENDED_BY_KILL),
  ],
);

/** One row per transition, and per event that the table of states does not allow (`divergence`). */
export const planEvents = sqliteTable(
  'plan_events',
  {
    tenant_id: text('tenant_id').notNull(),
    plan_id: text('plan_id').notNull(),
    /** Order of recording, gapless from 1. */
    n: integer('n').notNull(),
    revision: integer('revision').notNull(),
    from_state: text('from_state').$type<PlanState>(),
    to_state: text('to_state').$type<PlanState>().notNull(),
    reason: text('reason'),
    actor: text('actor', { mode: 'json' }).$type<Json>().notNull(),
    /** When the actor says that it happened. */
    at_ms: integer('at_ms').notNull(),
    recorded_at_ms: integer('recorded_at_ms').notNull(),
    divergence: integer('divergence', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.plan_id, table.n] })],
);

/** DSSE envelopes of a plan: plan, verify_report, approval, receipt, resolution. */
export const planDocuments = sqliteTable(
  'plan_documents',
  {
    tenant_id: text('tenant_id').notNull(),
    plan_id: text('plan_id').notNull(),
    kind: text('kind', { enum: ['plan', 'verify_report', 'approval', 'receipt', 'resolution'] }).notNull(),
    digest: text('digest').notNull(),
    envelope: text('envelope', { mode: 'json' }).$type<Json>().notNull(),
    recorded_at_ms: integer('recorded_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.plan_id, table.kind, table.digest] })],
);

export const approvals = sqliteTable(
  'approvals',
  {
    tenant_id: text('tenant_id').notNull(),
    id: text('id').notNull(),
    plan_id: text('plan_id').notNull(),
    plan_digest: text('plan_digest').notNull(),
    effect_digest: text('effect_digest').notNull(),
    decision: text('decision', { enum: ['approve', 'reject'] }).notNull(),
    level: text('level', { enum: ['L0', 'L1', 'L2'] }).notNull(),
    approver_id: text('approver_id').notNull(),
    key_id: text('key_id').notNull(),
    nonce: text('nonce').notNull(),
    digest: text('digest').notNull(),
    issued_at_ms: integer('issued_at_ms').notNull(),
    expires_at_ms: integer('expires_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    index('approvals_plan').on(table.tenant_id, table.plan_id),
    uniqueIndex('approvals_nonce').on(table.tenant_id, table.nonce),
  ],
);
