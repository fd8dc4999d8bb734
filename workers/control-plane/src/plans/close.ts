import type { Permission, PlanCloseTerminal } from '@modekeeper/contracts';
import { outboxRows, type planRows } from '@modekeeper/db';
import { pokeGateway } from '../gateway/client.ts';
import { commit } from '../platform/commit.ts';
import type { VerbCtx } from '../platform/context.ts';
import { newId } from '../platform/random.ts';
import { closeRow } from './outbox-rows.ts';
import { stateConflict } from './problems.ts';
import { transition } from './transition.ts';

/** What the reader of a plan's story sees as reason; the person's own words are in the audit log. */
const REASONS = { rejected: 'rejected_by_person', cancelled: 'cancelled_by_person', expired: 'plan_expired' } as const;
const ACTIONS = { rejected: 'plan.rejected', cancelled: 'plan.cancelled', expired: 'plan.expired' } as const;

/** Ends a plan that was not dispatched, and tells the connector, in one batch. @throws `plan_state_conflict` when it moved meanwhile */
export async function closePlan(
  ctx: VerbCtx,
  plan: planRows.PlanRow,
  end: { terminal: PlanCloseTerminal; note: string | null; permission?: Permission },
): Promise<void> {
  const { note, permission, terminal } = end;
  const reason = REASONS[terminal];
  const step = transition(ctx, {
    plan,
    to: terminal,
    reason,
    at_ms: ctx.now_ms,
    action: ACTIONS[terminal],
    detail: note === null ? {} : { note },
  });
  const row = closeRow({ id: plan.id, revision: step.revision }, terminal, reason);
  await commit(ctx, {
    ...(permission === undefined ? {} : { permission }),
    guards: step.guards,
    refusals: { plan_state: () => stateConflict(terminal, 'no longer as you saw it') },
    statements: [
      ...step.statements,
      outboxRows.insert(ctx, {
        id: newId('obx'),
        cluster_id: plan.cluster_id,
        kind: row.kind,
        body: row.body,
        created_at_ms: ctx.now_ms,
      }),
    ],
    audit: step.audit,
  });
  ctx.defer(pokeGateway(ctx, ctx.tenant_id, plan.cluster_id, [step.news]));
}
