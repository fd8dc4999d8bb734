import { isModeKeeperError } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import { stateConflict } from './problems.ts';
import type { ConnectorCtx } from './recording.ts';
import { transition } from './transition.ts';

/**
 * approved → dispatched, guarded by the state, before the frame is sent. Asked again after a crash it answers the same; null when the
 * plan went another way meanwhile and must not be sent.
 */
export async function recordDispatched(
  ctx: ConnectorCtx,
  input: { plan_id: string; approved_revision: number },
): Promise<{ revision: number } | null> {
  const plan = { id: input.plan_id, state: 'approved' as const, revision: input.approved_revision };
  const step = transition(ctx, {
    plan,
    to: 'dispatched',
    reason: null,
    at_ms: ctx.now_ms,
    set: { dispatched_at_ms: ctx.now_ms },
  });
  try {
    await commit(ctx, { ...step, refusals: { plan_state: () => stateConflict('dispatched', 'no longer approved') } });
    return { revision: step.revision };
  } catch (error) {
    if (!isModeKeeperError(error) || error.code !== 'plan_state_conflict') throw error;
    const now_here = await planRows.find(ctx, input.plan_id);
    return now_here?.dispatched_at_ms != null && now_here.revision === step.revision ? { revision: step.revision } : null;
  }
}
