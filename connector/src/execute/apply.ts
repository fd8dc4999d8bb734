import { type JsonObject, VERIFY_MAX_AGE_S } from '@modekeeper/contracts';
import { type GateAnswer, judgeKill, makeEffect, patchPointers, preimageOf, RESOLVE_MAX_RETRIES } from '@modekeeper/engine';
import { type Failure, jsonOf, readFields, send } from '@modekeeper/kube';
import { nowS } from '../core.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, hasSent, itemOf, planOf, type Step, targetOf } from './context.ts';
import { finish } from './finish.ts';
import { applyGate, isCanaryFresh } from './gates.ts';
import { move } from './moves.ts';
import { recordLanded } from './remember.ts';
import { request, sentTimes } from './request.ts';

const WAIT_MS = 1000;

/**
 * applying: send the one patch, once. Whatever stands in the journal decides what is next, so that a crash at any point goes on
 * from here: a pending or unanswered request → `unknown`; done → `checking`; nothing landed and a gate closed → `blocked`.
 */
export const applyPlan: Step = async (ctx, record, signal) => {
  const last = record.requests.at(-1);
  if (last?.outcome === 'pending' || (last?.outcome === 'unknown' && !last.resolved)) {
    await move(ctx, record, 'unknown', last.outcome === 'pending' ? 'crash_recovered' : 'api_timeout');
    return 'again';
  }
  if (last?.outcome === 'applied') return landed(ctx, record);
  if (signal.aborted) return 'parked';
  return attempt(ctx, record, signal);
};

/** The server had answered 200 before the process died: it stored what was asked for. */
async function landed(ctx: ExecuteContext, record: PlanRecord) {
  const after = Object.fromEntries((record.verified?.changes ?? []).map(([pointer, , ours]) => [pointer, ours]));
  await recordLanded(ctx, record);
  await move(ctx, record, 'checking', 'all_sent', (current) => ({ ...current, after: current.after ?? after }));
  return 'again' as const;
}

async function attempt(ctx: ExecuteContext, record: PlanRecord, signal: AbortSignal) {
  const plan = planOf(record);
  const now_ms = ctx.clock.now_ms();
  if (now_ms >= (record.claim?.deadline_ms ?? 0)) return stop(ctx, record, 'blocked', 'send_deadline');
  if (nowS(ctx) - (record.verified?.finished_at ?? 0) > VERIFY_MAX_AGE_S) return stop(ctx, record, 'blocked', 'verify_stale');
  if (sentTimes(record, 'apply') > RESOLVE_MAX_RETRIES) return stop(ctx, record, 'conflict', 'retry_limit');
  // A process that took the plan over has neither asked the cloud nor seen the second lock yet.
  if (!hasSent(record)) await ctx.confirmKill();
  if (!isCanaryFresh(ctx, record)) await ctx.guard.check(targetOf(plan));
  const read = await ctx.cluster.getDeployment(targetOf(plan));
  // What an object held that is gone, nobody can say once something was sent to it (I7).
  const left = hasSent(record) ? {} : record.after;
  if (read.kind === 'not_found') return stop(ctx, record, 'conflict', 'target_missing', left);
  if (read.kind !== 'ok') return wait(ctx, signal);
  const live = read.value;
  const patch = itemOf(plan).patch as JsonObject;
  const preimage = preimageOf(jsonOf(live), patchPointers(patch));
  if (live.metadata.uid !== plan.target.uid) return stop(ctx, record, 'conflict', 'uid_changed', left);
  if (preimage.sha256 !== record.verified?.preimage_sha256) {
    const { plan_id, values } = readFields(live, record.verified?.changes ?? []);
    // A request that was answered with a refusal has landed after all (a proxy had sent it twice, say): RESOLVE finds out.
    if (plan_id === record.plan_id && hasSent(record)) {
      await move(ctx, record, 'unknown', 'foreign_write');
      return 'again' as const;
    }
    return stop(ctx, record, 'conflict', 'preimage_changed', { ...values });
  }
  if (!isCanaryFresh(ctx, record)) {
    const { readings } = await ctx.kill.read(plan.target.namespace, record.target);
    // A switch that is on ends the plan at its gate; anything else is a blip.
    if (judgeKill(readings, { only_dry_run: false, starting: false }).state !== 'on') return wait(ctx, signal);
  }
  const effect = makeEffect(
    [{ uid: plan.target.uid, preimage_sha256: preimage.sha256, changes: record.verified.changes }],
    plan.passport.digest,
  );
  const gate = applyGate(ctx, record, effect, live);
  const resource_version = live.metadata.resourceVersion;
  const sent = await request(ctx, record, {
    verb: 'apply',
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
  if (sent.answer.kind === 'ok') {
    const { generation, resourceVersion } = sent.answer.value.metadata;
    const { values } = readFields(sent.answer.value, record.verified.changes);
    await landedWith(ctx, sent.record, {
      applied: { generation: generation ?? null, resource_version: resourceVersion, at_ms: ctx.clock.now_ms() },
      after: { ...values },
    });
    return 'again' as const;
  }
  if (sent.outcome === 'conflict' || sent.outcome === 'unknown') return 'again' as const;
  if (sent.outcome === 'not_sent') return notSent(ctx, sent.record, gate.last(), sent.answer, signal);
  return refused(ctx, sent.record, sent.answer, signal);
}

async function landedWith(ctx: ExecuteContext, record: PlanRecord, facts: Pick<PlanRecord, 'applied' | 'after'>): Promise<void> {
  await recordLanded(ctx, record);
  await move(ctx, record, 'checking', 'all_sent', (current) => ({ ...current, ...facts }));
}

/** A gate was closed, or no connection came about: nothing of this plan landed. */
async function notSent(
  ctx: ExecuteContext,
  record: PlanRecord,
  answer: GateAnswer | null,
  failure: Failure,
  signal: AbortSignal,
) {
  if (failure.kind !== 'gated' || answer?.verdict === 'wait') return wait(ctx, signal);
  if (answer?.kill.state === 'on') {
    await finish(ctx, record, 'blocked', 'kill_switch_active', {
      kill: { signal: answer.kill.signal ?? 'unknown', at: nowS(ctx) },
    });
    return 'again' as const;
  }
  return stop(ctx, record, 'blocked', answer?.gates.find((gate) => !gate.ok)?.reason ?? failure.reason);
}

/** The server said no before storing anything. */
async function refused(ctx: ExecuteContext, record: PlanRecord, failure: Failure, signal: AbortSignal) {
  if (failure.kind === 'rate_limited') {
    await ctx.clock.sleep(Math.min(failure.retry_after_ms ?? WAIT_MS, 30_000), signal);
    return signal.aborted ? ('parked' as const) : ('again' as const);
  }
  if (failure.kind === 'not_found') return stop(ctx, record, 'conflict', 'target_missing');
  const reason = failure.kind === 'forbidden' ? 'api_forbidden' : failure.denial === undefined ? 'api_invalid' : 'api_refused';
  ctx.log.error({ plan_id: record.plan_id, reason, why: failure.message }, 'the API server refused the change');
  return stop(ctx, record, 'blocked', reason);
}

async function wait(ctx: ExecuteContext, signal: AbortSignal) {
  await ctx.clock.sleep(WAIT_MS, signal);
  return signal.aborted ? ('parked' as const) : ('again' as const);
}

async function stop(
  ctx: ExecuteContext,
  record: PlanRecord,
  terminal: 'blocked' | 'conflict',
  reason: string,
  after: PlanRecord['after'] = record.after,
) {
  await finish(ctx, record, terminal, reason, { after });
  return 'again' as const;
}
