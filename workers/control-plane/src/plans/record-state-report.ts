import { isTerminalPlanState, type OpenPlan, type StateReportBody } from '@modekeeper/contracts';
import { outboxRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import { newId } from '../platform/random.ts';
import { closeRow, dispatchRow } from './outbox-rows.ts';
import { recordEvent } from './record-event.ts';
import { type ConnectorCtx, type LiveChange, ownPlan } from './recording.ts';

const CLOSED_HERE = ['rejected', 'cancelled', 'expired'] as const;

/**
 * Settles what the connector says is open against what the database says: a plan that was closed or dispatched here is told again, one
 * that is further there is moved on here. Plans that the connector does not hold are its own to report, when it reads our report.
 */
export async function recordStateReport(
  ctx: ConnectorCtx,
  input: { body: StateReportBody; at_ms: number },
): Promise<LiveChange[]> {
  const changes: LiveChange[] = [];
  for (const theirs of input.body.plans) changes.push(...(await settle(ctx, theirs, input.at_ms)));
  return changes;
}

async function settle(ctx: ConnectorCtx, theirs: OpenPlan, at_ms: number): Promise<LiveChange[]> {
  const plan = await ownPlan(ctx, theirs.plan_id);
  if (plan === undefined || plan.plan_digest !== theirs.plan_digest) {
    await auditDivergence(ctx, theirs, plan?.state ?? null);
    return [];
  }
  if (plan.state === theirs.state) return [];
  if (isTerminalPlanState(plan.state)) {
    const terminal = CLOSED_HERE.find((one) => one === plan.state);
    if (terminal === undefined) await auditDivergence(ctx, theirs, plan.state);
    else await tellAgain(ctx, closeRow(plan, terminal, plan.reason));
    return [];
  }
  if (plan.state === 'dispatched' && theirs.revision < plan.revision) {
    const again = await dispatchRow(ctx, plan);
    if (again !== null) await tellAgain(ctx, again);
    return [];
  }
  if (theirs.revision <= plan.revision) return [];
  return recordEvent(ctx, {
    body: { plan_id: plan.id, revision: theirs.revision, from: plan.state, to: theirs.state, reason: null, at_ms },
  });
}

async function tellAgain(ctx: ConnectorCtx, row: { kind: string; body: Record<string, unknown> }): Promise<void> {
  await commit(ctx, {
    statements: [
      outboxRows.insert(ctx, {
        id: newId('obx'),
        cluster_id: ctx.cluster_id,
        kind: row.kind,
        body: row.body,
        created_at_ms: ctx.now_ms,
      }),
    ],
    audit: [],
  });
}

async function auditDivergence(ctx: ConnectorCtx, theirs: OpenPlan, state_here: string | null): Promise<void> {
  await commit(ctx, {
    statements: [],
    audit: [
      {
        action: 'connector.state_diverged',
        subject: { type: 'cluster', id: ctx.cluster_id },
        detail: { plan_id: theirs.plan_id, state_there: theirs.state, revision_there: theirs.revision, state_here },
      },
    ],
  });
}
