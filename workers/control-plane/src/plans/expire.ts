import { isModeKeeperError, UNDISPATCHED_PLAN_STATES } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import type { VerbCtx } from '../platform/context.ts';
import { closePlan } from './close.ts';

/** Ends one plan whose time is up; false when it moved meanwhile, which is as good. */
export async function expirePlan(ctx: VerbCtx, plan: planRows.PlanRow): Promise<boolean> {
  // Not what a keyed request asked for: carrying this out does not mark that as done.
  const { idempotency: _asked, ...own } = ctx;
  try {
    await closePlan({ ...own, actor: { type: 'system', name: 'gateway' }, role: null }, plan, {
      terminal: 'expired',
      note: null,
    });
    return true;
  } catch (error) {
    if (isModeKeeperError(error) && error.code === 'plan_state_conflict') return false;
    throw error;
  }
}

/** Ends every overdue plan of a cluster that was not dispatched: from then on the connector's clock decides. Returns when the next one is due, ms since the epoch; null when none waits. */
export async function expirePlans(ctx: VerbCtx, cluster_id: string): Promise<number | null> {
  const waiting = await planRows.dueInCluster(ctx, cluster_id, UNDISPATCHED_PLAN_STATES);
  for (const plan of waiting.filter(({ expires_at_ms }) => expires_at_ms <= ctx.now_ms)) await expirePlan(ctx, plan);
  return waiting.find(({ expires_at_ms }) => expires_at_ms > ctx.now_ms)?.expires_at_ms ?? null;
}
