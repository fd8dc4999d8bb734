import { OPEN_PLAN_STATES, type OpenPlan, type PlanState } from '@modekeeper/contracts';
import { and, asc, count, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { type Guard, guardAbsent, guardExists } from '../guarded-batch.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { approvals, ENDED_BY_KILL, planDocuments, planEvents, plans } from '../schema/index.ts';
import { rawStatement, type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type PlanRow = typeof plans.$inferSelect;
export type PlanEventRow = typeof planEvents.$inferSelect;
export type PlanDocumentRow = typeof planDocuments.$inferSelect;
export type ApprovalRow = typeof approvals.$inferSelect;

const OPEN: ReadonlySet<PlanState> = new Set(OPEN_PLAN_STATES);

export function insert(ctx: TenantCtx, row: Omit<PlanRow, 'tenant_id'>): Statement {
  return statement(ctx.database.orm.insert(plans).values({ ...row, tenant_id: ctx.tenant_id }));
}

/** Holds while no plan of the tenant has this id. */
export function guardNew(ctx: TenantCtx, id: string): Guard {
  return guardAbsent('plan_new', sql`SELECT 1 FROM plans WHERE tenant_id = ${ctx.tenant_id} AND id = ${id}`);
}

export async function find(ctx: TenantCtx, id: string): Promise<PlanRow | undefined> {
  return ctx.database.orm
    .select()
    .from(plans)
    .where(and(eq(plans.tenant_id, ctx.tenant_id), eq(plans.id, id)))
    .get();
}

export type PlanFilter = {
  cluster_id?: string | undefined;
  environment_id?: string | undefined;
  states?: readonly PlanState[] | undefined;
  /** Part of `namespace/name`; Kubernetes names are in lower case. */
  target?: string | undefined;
};

function onlyOpen(states: readonly PlanState[] | undefined): boolean {
  return states?.every((state) => OPEN.has(state)) ?? false;
}

/** Newest first; the cursor is a plan id. */
export async function list(ctx: TenantCtx, filter: PlanFilter, page: PageQuery): Promise<Page<PlanRow>> {
  const rows = await ctx.database.orm
    .select()
    .from(plans)
    .where(
      and(
        eq(plans.tenant_id, ctx.tenant_id),
        page.after === undefined ? undefined : lt(plans.id, page.after),
        filter.cluster_id === undefined ? undefined : eq(plans.cluster_id, filter.cluster_id),
        filter.environment_id === undefined ? undefined : eq(plans.environment_id, filter.environment_id),
        filter.states === undefined ? undefined : inArray(plans.state, [...filter.states]),
        filter.target === undefined
          ? undefined
          : sql`instr(${plans.target_namespace} || '/' || ${plans.target_name}, ${filter.target.toLowerCase()}) > 0`,
      ),
    )
    // Open plans are few: found by their state and sorted. Among all others the newest come first by the key.
    .orderBy(onlyOpen(filter.states) ? sql`+${plans.id} DESC` : desc(plans.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

/** Plans of a cluster that are in one of these states, as both sides compare them. */
export async function inStates(ctx: TenantCtx, cluster_id: string, states: readonly PlanState[]): Promise<OpenPlan[]> {
  return (
    ctx.database.orm
      .select({ plan_id: plans.id, plan_digest: plans.plan_digest, state: plans.state, revision: plans.revision })
      .from(plans)
      .where(and(eq(plans.tenant_id, ctx.tenant_id), eq(plans.cluster_id, cluster_id), inArray(plans.state, [...states])))
      // `+`: sorted afterwards. By the order of the key the planner would read every plan of the tenant.
      .orderBy(sql`+${plans.id}`)
  );
}

/** Number of plans of a cluster that are in one of these states. */
export async function countIn(ctx: TenantCtx, cluster_id: string, states: readonly PlanState[]): Promise<number> {
  const row = await ctx.database.orm
    .select({ value: count() })
    .from(plans)
    .where(and(eq(plans.tenant_id, ctx.tenant_id), eq(plans.cluster_id, cluster_id), inArray(plans.state, [...states])))
    .get();
  return row?.value ?? 0;
}

/** Plans of a cluster in one of these states, the one whose time is up first in front. */
export async function dueInCluster(ctx: TenantCtx, cluster_id: string, states: readonly PlanState[]): Promise<PlanRow[]> {
  return ctx.database.orm
    .select()
    .from(plans)
    .where(and(eq(plans.tenant_id, ctx.tenant_id), eq(plans.cluster_id, cluster_id), inArray(plans.state, [...states])))
    .orderBy(asc(plans.expires_at_ms));
}

export type StoppedPlan = Pick<PlanRow, 'id' | 'state' | 'cluster_id' | 'target_namespace' | 'target_name' | 'updated_at_ms'>;

/** Plans that a kill switch ended since then, whichever it was; newest first. */
export async function stoppedSince(ctx: TenantCtx, since_ms: number, limit: number): Promise<StoppedPlan[]> {
  const { cluster_id, id, state, target_name, target_namespace, updated_at_ms } = plans;
  return ctx.database.orm
    .select({ id, state, cluster_id, target_namespace, target_name, updated_at_ms })
    .from(plans)
    .where(and(eq(plans.tenant_id, ctx.tenant_id), ENDED_BY_KILL, gte(plans.updated_at_ms, since_ms)))
    .orderBy(desc(plans.updated_at_ms))
    .limit(limit);
}

/** Holds while the plan is in this state, at this revision. */
export function guardAt(ctx: TenantCtx, id: string, state: PlanState, revision: number): Guard {
  return guardExists(
    'plan_state',
    sql`SELECT 1 FROM plans WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND state = ${state} AND revision = ${revision}`,
  );
}

/** Holds while the effect of the newest passing report is the one that the person saw. */
export function guardEffect(ctx: TenantCtx, id: string, effect_digest: string): Guard {
  return guardExists(
    'plan_effect',
    sql`SELECT 1 FROM plans WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND effect_digest = ${effect_digest}`,
  );
}

export type PlanChange = Partial<Omit<PlanRow, 'tenant_id' | 'id' | 'cluster_id' | 'created_at_ms'>>;

export function change(ctx: TenantCtx, id: string, set: PlanChange): Statement {
  return statement(
    ctx.database.orm
      .update(plans)
      .set(set)
      .where(and(eq(plans.tenant_id, ctx.tenant_id), eq(plans.id, id))),
  );
}

/** Appends one event; `n` is taken inside the batch, so it counts from 1 without gaps. */
export function appendEvent(ctx: TenantCtx, event: Omit<PlanEventRow, 'tenant_id' | 'n'>): Statement {
  return rawStatement(sql`
    INSERT INTO plan_events (tenant_id, plan_id, n, revision, from_state, to_state, reason, actor, at_ms, recorded_at_ms, divergence)
    SELECT ${ctx.tenant_id}, ${event.plan_id}, coalesce(max(n), 0) + 1, ${event.revision}, ${event.from_state}, ${event.to_state}, ${event.reason},
           ${JSON.stringify(event.actor)}, ${event.at_ms}, ${event.recorded_at_ms}, ${event.divergence ? 1 : 0}
    FROM plan_events WHERE tenant_id = ${ctx.tenant_id} AND plan_id = ${event.plan_id}`);
}

export async function events(ctx: TenantCtx, plan_id: string): Promise<PlanEventRow[]> {
  return ctx.database.orm
    .select()
    .from(planEvents)
    .where(and(eq(planEvents.tenant_id, ctx.tenant_id), eq(planEvents.plan_id, plan_id)))
    .orderBy(asc(planEvents.n));
}

export function insertDocument(ctx: TenantCtx, row: Omit<PlanDocumentRow, 'tenant_id'>): Statement {
  return statement(
    ctx.database.orm
      .insert(planDocuments)
      .values({ ...row, tenant_id: ctx.tenant_id })
      .onConflictDoNothing(),
  );
}

/** Documents of a plan, oldest first. */
export async function documents(ctx: TenantCtx, plan_id: string): Promise<PlanDocumentRow[]> {
  return ctx.database.orm
    .select()
    .from(planDocuments)
    .where(and(eq(planDocuments.tenant_id, ctx.tenant_id), eq(planDocuments.plan_id, plan_id)))
    .orderBy(asc(planDocuments.recorded_at_ms));
}

export function insertApproval(ctx: TenantCtx, row: Omit<ApprovalRow, 'tenant_id'>): Statement {
  return statement(ctx.database.orm.insert(approvals).values({ ...row, tenant_id: ctx.tenant_id }));
}
