import { type GateAnswer, RESOLVE_MAX_RETRIES } from '@modekeeper/engine';
import { type Deployment, inverseOf, readFields, send } from '@modekeeper/kube';
import { nowS } from '../core.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, planOf, type Step, type StepResult, targetOf } from './context.ts';
import { finish, mayHaveLanded } from './finish.ts';
import { rollbackGate } from './gates.ts';
import { move } from './moves.ts';
import { request, sentTimes } from './request.ts';

const WAIT_MS = 1000;
/** A rollback may be tried at least so long after it began, whatever the plan's deadline for sending was. */
const GRACE_MS = 15 * 60_000;

/**
 * rolling_back: puts back what we changed and what still holds our value, nothing else (I14). Each turn starts from a fresh read,
 * so a crash goes on from here; what is already back is not written again.
 */
export const rollBack: Step = async (ctx, record, signal) => {
  const last = record.requests.at(-1);
  if (last?.verb === 'rollback' && (last.outcome === 'pending' || (last.outcome === 'unknown' && !last.resolved))) {
    await move(ctx, record, 'unknown', last.outcome === 'pending' ? 'crash_recovered' : 'api_timeout');
    return 'again';
  }
  if (signal.aborted) return 'parked';
  const plan = planOf(record);
  const changes = record.verified?.changes ?? [];
  const read = await ctx.cluster.getDeployment(targetOf(plan));
  if (read.kind === 'not_found') return end(ctx, record, 'rollback_conflict', 'target_missing');
  if (read.kind !== 'ok') return wait(ctx, record, signal, 'api_unreachable');
  const live = read.value;
  if (live.metadata.uid !== plan.target.uid) return end(ctx, record, 'rollback_conflict', 'uid_changed');
  const after = { ...readFields(live, changes).values };
  const inverse = inverseOf(live, changes);
  if (inverse.patch === null) return endBy(ctx, record, live);
  if (sentTimes(record, 'rollback') > RESOLVE_MAX_RETRIES) return end(ctx, record, 'halted_partial', 'rollback_failed', after);
  const gate = rollbackGate(ctx, record, { uid_matches: true, field_is_ours: inverse.restores.length > 0 });
  const patch = inverse.patch;
  const resource_version = live.metadata.resourceVersion;
  const sent = await request(ctx, record, {
    verb: 'rollback',
    resource_version,
    send: async () =>
      (
        await send({
          cluster: ctx.cluster,
          target: targetOf(plan),
          patch,
          plan_id: plan.plan_id,
          plan_digest: record.plan_digest,
          resource_version,
          gate: gate.gate,
        })
      ).answer,
  });
  // What the server has stored counts, whatever becomes of the object then.
  if (sent.answer.kind === 'ok' && inverseOf(sent.answer.value, changes).patch === null)
    return endBy(ctx, sent.record, sent.answer.value);
  if (sent.outcome === 'applied' || sent.outcome === 'conflict' || sent.outcome === 'unknown') return 'again';
  if (sent.outcome === 'not_sent') return notSent(ctx, sent.record, gate.last(), signal, after);
  if (sent.answer.kind === 'rate_limited') return wait(ctx, sent.record, signal, 'api_throttled');
  ctx.log.error(
    { plan_id: record.plan_id, why: sent.answer.kind === 'ok' ? '' : sent.answer.message },
    'the API server refused the rollback',
  );
  return end(ctx, sent.record, 'halted_partial', 'rollback_failed', after);
};

/** Nothing is left to put back: all is as before, or somebody else has changed the rest. */
function endBy(ctx: ExecuteContext, record: PlanRecord, live: Deployment): Promise<StepResult> {
  const changes = record.verified?.changes ?? [];
  const after = { ...readFields(live, changes).values };
  return inverseOf(live, changes).foreign.length > 0
    ? end(ctx, record, 'rollback_conflict', 'field_taken_over', after)
    : end(ctx, record, 'rolled_back', record.rollback_reason ?? 'rollback_complete', after);
}

/** What the object held when it was read last; null when our way back may have landed since. */
function lastRead(record: PlanRecord): PlanRecord['after'] {
  return mayHaveLanded(record.requests.filter(({ verb }) => verb === 'rollback')) ? null : record.after;
}

async function notSent(
  ctx: ExecuteContext,
  record: PlanRecord,
  answer: GateAnswer | null,
  signal: AbortSignal,
  after: PlanRecord['after'],
): Promise<StepResult> {
  if (answer?.kill.state !== 'on')
    return wait(ctx, record, signal, answer?.kill.state === 'unreadable' ? 'kill_switch_unreliable' : 'api_unreachable');
  await finish(ctx, record, 'halted_partial', 'kill_switch_active', {
    after,
    kill: { signal: answer.kill.signal ?? 'unknown', at: nowS(ctx) },
  });
  return 'again';
}

/** Nothing decided: look again until the plan's time is over, then settle by what was sent. */
async function wait(ctx: ExecuteContext, record: PlanRecord, signal: AbortSignal, reason: string): Promise<StepResult> {
  const began_ms = record.last_event?.at_ms ?? 0;
  const limit_ms = Math.max(record.claim?.deadline_ms ?? 0, began_ms + GRACE_MS);
  if (ctx.clock.now_ms() >= limit_ms) return end(ctx, record, 'halted_partial', reason);
  await ctx.clock.sleep(WAIT_MS, signal);
  return signal.aborted ? 'parked' : 'again';
}

async function end(
  ctx: ExecuteContext,
  record: PlanRecord,
  terminal: 'rolled_back' | 'rollback_conflict' | 'halted_partial',
  reason: string,
  after: PlanRecord['after'] = lastRead(record),
): Promise<StepResult> {
  await finish(ctx, record, terminal, reason, { after });
  return 'again';
}
