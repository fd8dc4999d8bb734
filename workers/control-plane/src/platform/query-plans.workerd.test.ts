import { OPEN_PLAN_STATES } from '@modekeeper/contracts';
import { auditRows, clusterRows, killRows, memberRows, outboxRows, planRows, type TenantCtx } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { makeTenant } from '../../test/tenant.workerd.ts';

type Asked = { sql: string; args: never[] };

/** How the database would carry out what `ask` asks of it: one line per table. */
async function planOf(ctx: TenantCtx, ask: (ctx: TenantCtx) => Promise<unknown>): Promise<string[]> {
  const { client } = ctx.database;
  const heard: Asked[] = [];
  const execute = client.execute.bind(client) as (one: Asked) => ReturnType<typeof client.execute>;
  client.execute = ((one: Asked) => {
    heard.push(one);
    return execute(one);
  }) as typeof client.execute;
  await ask(ctx).finally(() => {
    client.execute = execute as typeof client.execute;
  });
  const lines: string[] = [];
  for (const one of heard) {
    const { args, sql } = one;
    const { rows } = await execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args });
    lines.push(...rows.map((row) => String(row.detail)));
  }
  return lines;
}

const page = { limit: 50 };
const reads: [string, (ctx: TenantCtx) => Promise<unknown>, string][] = [
  ['plans', (ctx) => planRows.list(ctx, {}, page), '(tenant_id=?'],
  [
    'plans that wait for somebody',
    (ctx) => planRows.list(ctx, { states: ['verified', 'needs_person'] }, page),
    'plans_state (tenant_id=? AND state=?)',
  ],
  [
    'open plans of a cluster',
    (ctx) => planRows.inStates(ctx, 'cl_x', OPEN_PLAN_STATES),
    'plans_cluster_state (tenant_id=? AND cluster_id=? AND state=?)',
  ],
  [
    'number of open plans',
    (ctx) => planRows.countIn(ctx, 'cl_x', OPEN_PLAN_STATES),
    'plans_cluster_state (tenant_id=? AND cluster_id=? AND state=?)',
  ],
  [
    'plans that are due',
    (ctx) => planRows.dueInCluster(ctx, 'cl_x', OPEN_PLAN_STATES),
    'plans_cluster_state (tenant_id=? AND cluster_id=? AND state=?)',
  ],
  ['plans that a switch stopped', (ctx) => planRows.stoppedSince(ctx, 1, 50), 'plans_stopped (tenant_id=? AND updated_at_ms>?)'],
  ['audit log', (ctx) => auditRows.list(ctx, {}, page), '(tenant_id=?'],
  [
    'audit log of an action',
    (ctx) => auditRows.list(ctx, { action: 'kill.engaged' }, page),
    'audit_events_action (tenant_id=? AND action=?)',
  ],
  [
    'audit log of a subject',
    (ctx) => auditRows.list(ctx, { subject_type: 'plan', subject_id: 'pl_x' }, page),
    'audit_events_subject (tenant_id=? AND subject_type=? AND subject_id=?',
  ],
  [
    'history of switches',
    (ctx) => auditRows.newestAbout(ctx, 'kill_switch', ['a', 'b'], 5),
    'audit_events_subject (tenant_id=? AND subject_type=? AND subject_id=?',
  ],
  ['clusters', (ctx) => clusterRows.list(ctx, {}, page), '(tenant_id=?'],
  [
    'members',
    (ctx) => memberRows.list(ctx, page),
    'role_bindings_principal_scope (tenant_id=? AND principal_type=? AND principal_id=?',
  ],
  ['switches', (ctx) => killRows.list(ctx, 50), '(tenant_id=?'],
  [
    'orders',
    (ctx) => outboxRows.undelivered(ctx, 'cl_x', page),
    'outbox_undelivered (tenant_id=? AND cluster_id=? AND delivered_at_ms=?',
  ],
];

describe('a tenant reads its own rows by an index, however many others there are', () => {
  it.each(reads)('%s', async (_name, ask, index) => {
    const plan = await planOf((await tenantOnce()).owner, ask);
    expect(plan.filter((line) => /^SCAN (?!\(subquery|placed)/.test(line))).toEqual([]);
    expect(
      plan.some((line) => line.includes(index)),
      plan.join(' | '),
    ).toBe(true);
  });
});

let tenant: ReturnType<typeof makeTenant> | undefined;
function tenantOnce() {
  tenant ??= makeTenant();
  return tenant;
}
