import type { LiveNews, PlanState } from '@modekeeper/contracts';
import { type Guard, planRows, type Statement } from '@modekeeper/db';
import type { AuditEntry } from '../platform/commit.ts';
import type { VerbCtx } from '../platform/context.ts';
import { planNews } from './recording.ts';

export type Transition = {
  readonly plan: Pick<planRows.PlanRow, 'id' | 'state' | 'revision'>;
  readonly to: PlanState;
  readonly reason: string | null;
  /** When it happened, as the one who did it says. */
  readonly at_ms: number;
  /** Revision after it; one more than before unless the connector counted further. */
  readonly revision?: number;
  readonly divergence?: boolean;
  /** Name of its one audit event; `plan.transition` unless a person's decision has its own. */
  readonly action?: AuditEntry['action'];
  readonly detail?: Record<string, unknown>;
  /** Columns that change with it. */
  readonly set?: planRows.PlanChange;
};

/**
 * Parts of a batch that take a plan from the state that was read to the next: guard, statements, audit row (I12: one per transition);
 * `news` for those who watch, once it is committed.
 */
export function transition(
  ctx: VerbCtx,
  move: Transition,
): { guards: Guard[]; statements: Statement[]; audit: AuditEntry[]; revision: number; news: LiveNews } {
  const { plan, reason, to } = move;
  const revision = move.revision ?? plan.revision + 1;
  return {
    revision,
    news: planNews({ id: plan.id, revision, reason }, to),
    guards: [planRows.guardAt(ctx, plan.id, plan.state, plan.revision)],
    statements: [
      planRows.change(ctx, plan.id, { ...move.set, state: to, revision, reason, updated_at_ms: ctx.now_ms }),
      planRows.appendEvent(ctx, {
        plan_id: plan.id,
        revision,
        from_state: plan.state,
        to_state: to,
        reason,
        actor: ctx.actor,
        at_ms: move.at_ms,
        recorded_at_ms: ctx.now_ms,
        divergence: move.divergence ?? false,
      }),
    ],
    audit: [
      {
        action: move.action ?? 'plan.transition',
        subject: { type: 'plan', id: plan.id },
        detail: { from: plan.state, to, reason, revision, ...move.detail },
      },
    ],
  };
}
