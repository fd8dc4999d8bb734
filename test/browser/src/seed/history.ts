import { digestOf, isTerminalPlanState, PLAN_STATES, type PlanState } from '@modekeeper/contracts';
import { auditRows, openDatabase, openTenant, planRows, type Statement, type TenantCtx } from '@modekeeper/db';
import { PLAN_TRANSITIONS } from '@modekeeper/engine';
import { approvalOf, receiptOf, type Sealed, sealedPlan, verifyReport } from './documents.ts';
import type { Identity } from './identity.ts';
import { idAt, ulid } from './random.ts';
import { reasonFor } from './reasons.ts';

/** A batch is one request and one transaction. */
const BATCH_STATEMENTS = 400;
const STEP_MS = 4_000;

type Author = { database_url: string; identity: Identity; user_id: string };

/** The shortest way of the table of states from the first one. */
export function wayTo(state: PlanState): PlanState[] {
  const queue: PlanState[][] = [['proposed']];
  for (const way of queue) {
    const last = way.at(-1) as PlanState;
    if (last === state) return way;
    queue.push(...PLAN_TRANSITIONS[last].filter((next) => !way.includes(next)).map((next) => [...way, next]));
  }
  throw new RangeError(`no way leads to ${state}`);
}

/** A plan to write: where it is, when it was made, and whether its transitions, audit rows and signed documents are written too. */
export type PastPlan = { state: PlanState; at_ms: number; isDocumented: boolean };

/**
 * Writes plans into the database as if they had happened; answers their ids. Nothing reaches the cluster's object: what its connector would
 * have to know of open plans stays unknown to it.
 */
export async function writePlans({ database_url, identity, user_id }: Author, plans: readonly PastPlan[]): Promise<string[]> {
  const tenant = openTenant(identity.tenant_id, openDatabase({ url: database_url }));
  const ids: string[] = [];
  let waiting: Statement[] = [];
  const flush = async () => {
    const batch = waiting.map(({ args, sql }) => ({ sql, args }));
    waiting = [];
    if (batch.length > 0) await tenant.database.client.batch(batch, 'write');
  };
  for (const { at_ms, isDocumented, state } of plans) {
    const sealed = await sealedPlan(identity, at_ms);
    ids.push(sealed.plan.plan_id);
    waiting.push(...(await rowsOf(tenant, { identity, user_id, sealed, state, isDocumented })));
    if (waiting.length >= BATCH_STATEMENTS) await flush();
  }
  await flush();
  return ids;
}

/** Every state once, then as many ended plans as are wanted, going back in time; only the first of each state is documented. */
export function longHistory(options: { plans: number; until_ms: number; spacing_ms: number }): PastPlan[] {
  const ended = PLAN_STATES.filter(isTerminalPlanState);
  return Array.from({ length: options.plans }, (_, index) => ({
    state: PLAN_STATES[index] ?? (ended[index % ended.length] as PlanState),
    at_ms: options.until_ms - index * options.spacing_ms,
    isDocumented: index < PLAN_STATES.length,
  }));
}

type One = { identity: Identity; user_id: string; sealed: Sealed; state: PlanState; isDocumented: boolean };

async function rowsOf(tenant: TenantCtx, one: One): Promise<Statement[]> {
  const { identity, isDocumented, sealed, state } = one;
  const { plan } = sealed;
  const created_at_ms = plan.created_at * 1_000;
  const way = wayTo(state);
  const at = (step: PlanState) => (way.includes(step) ? created_at_ms + way.indexOf(step) * STEP_MS : null);
  const { target } = plan;
  const row = planRows.insert(tenant, {
    ...{ id: plan.plan_id, cluster_id: identity.cluster_id, environment_id: identity.environment_id, kind: 'apply', state },
    ...{ revision: way.length - 1, reason: reasonFor(state), plan_digest: sealed.plan_digest },
    ...{ effect_digest: at('verified') === null ? null : sealed.effect_digest, verified_at_ms: at('verified') },
    ...{ target_namespace: target.namespace, target_kind: target.kind, target_name: target.name, target_uid: target.uid },
    ...{ changes: plan.changes, author_key_id: identity.key_id, created_at_ms, expires_at_ms: plan.expires_at * 1_000 },
    ...{ updated_at_ms: at(state) ?? created_at_ms, dispatched_at_ms: at('dispatched'), cancel_requested_at_ms: null },
  });
  return isDocumented ? [row, ...eventsOf(tenant, one, way), ...(await documentsOf(tenant, one, way))] : [row];
}

function eventsOf(tenant: TenantCtx, { identity, sealed, state, user_id }: One, way: readonly PlanState[]): Statement[] {
  const { plan } = sealed;
  const connector = { type: 'connector', cluster_id: identity.cluster_id, key_id: identity.key_id } as const;
  const person = { type: 'user', user_id, session_id: idAt('ses', plan.created_at * 1_000) } as const;
  return way.flatMap((to, revision) => {
    const at_ms = plan.created_at * 1_000 + revision * STEP_MS;
    const from_state = way[revision - 1] ?? null;
    const reason = to === state ? reasonFor(state) : null;
    const actor = to === 'approved' || to === 'rejected' || to === 'cancelled' ? person : connector;
    return [
      planRows.appendEvent(tenant, {
        ...{ plan_id: plan.plan_id, revision, from_state, to_state: to, reason, actor },
        ...{ at_ms, recorded_at_ms: at_ms + 20, divergence: false },
      }),
      auditRows.append(tenant, {
        ...{ at_ms, action: revision === 0 ? 'plan.proposed' : 'plan.transition', actor },
        ...{ subject_type: 'plan', subject_id: plan.plan_id, request_id: `req_${ulid()}` },
        detail: revision === 0 ? { plan_digest: sealed.plan_digest } : { from: from_state, to, reason, revision },
      }),
    ];
  });
}

async function documentsOf(tenant: TenantCtx, one: One, way: readonly PlanState[]): Promise<Statement[]> {
  const { identity, sealed, state, user_id } = one;
  const { plan_id } = sealed.plan;
  const created_ms = sealed.plan.created_at * 1_000;
  const end_ms = created_ms + way.length * STEP_MS;
  const put = (kind: planRows.PlanDocumentRow['kind'], digest: string, envelope: Record<string, unknown>, at_ms: number) =>
    planRows.insertDocument(tenant, { plan_id, kind, digest, envelope, recorded_at_ms: at_ms });
  const rows = [put('plan', sealed.plan_digest, sealed.envelope, created_ms)];
  if (way.length > 2) {
    const failed = state === 'blocked' || state === 'verify_failed';
    const gate = failed ? { gate: 'passport' as const, ok: false, reason: 'cooldown_active' as const } : undefined;
    const report = await verifyReport(identity, sealed, gate);
    rows.push(put('verify_report', digestOf(report), report, created_ms + 1_000));
  }
  if (way.includes('approved')) {
    const { approval, envelope } = await approvalOf(identity, sealed, { user_id, at_ms: created_ms + 3 * STEP_MS });
    rows.push(put('approval', digestOf(approval), envelope, created_ms + 3 * STEP_MS));
  }
  if (way.includes('dispatched') && isTerminalPlanState(state)) {
    const receipt = await receiptOf(identity, sealed, { terminal: state, reason: reasonFor(state), at_ms: end_ms });
    rows.push(put('receipt', digestOf(receipt), receipt, end_ms));
  }
  return rows;
}
