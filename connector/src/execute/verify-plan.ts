import type { PlanState } from '@modekeeper/contracts';
import { evaluateVerifying, type GateFacts, makeEffect } from '@modekeeper/engine';
import { nowS } from '../core.ts';
import { transition } from '../journal/changes.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import type { Signed } from '../journal/signed.ts';
import { type ExecuteContext, planOf, type Step, targetOf } from './context.ts';
import { finish } from './finish.ts';
import { change, move } from './moves.ts';
import { isTransient, type Proof, prove } from './prove.ts';
import { signReport } from './report.ts';

/** proposed → verifying. In mode observe it stays; while a kill switch is on, or nobody knows, the dry run is postponed. */
export const beginVerify: Step = async (ctx, record) => {
  if (ctx.config.mode === 'observe') return 'parked';
  const { readings } = await ctx.kill.read(planOf(record).target.namespace, record.target);
  if (readings.some(({ source, state }) => state === 'on' || (state === 'unreadable' && source !== 'cloud'))) return 'parked';
  await move(ctx, record, 'verifying', null);
  return 'again';
};

/** verifying → verified, verify_failed or blocked. A server that does not answer decides nothing: the next tick asks again. */
export const verifyPlan: Step = async (ctx, record) => {
  await ctx.guard.check(targetOf(planOf(record)));
  const proof = await prove(ctx, record);
  if (proof.kind === 'accepted') return report(ctx, record, proof);
  if (proof.kind === 'gated') return afterGate(ctx, record, proof);
  if (proof.kind === 'recreated') {
    await finish(ctx, record, 'verify_failed', 'uid_changed');
    return 'again';
  }
  if (isTransient(proof.failure)) {
    ctx.log.warn(
      { plan_id: record.plan_id, kind: proof.failure.kind, why: proof.failure.message },
      'verifying got no answer; it is tried again',
    );
    return 'parked';
  }
  return refused(ctx, record, proof);
};

/** The switch was turned on between two looks: that ends the plan; an unreadable one ends nothing. */
async function afterGate(ctx: ExecuteContext, record: PlanRecord, { answer }: Extract<Proof, { kind: 'gated' }>) {
  if (answer?.kill.state !== 'on') return 'parked';
  await finish(ctx, record, 'blocked', 'kill_switch_active', {
    kill: { signal: answer.kill.signal ?? 'unknown', at: nowS(ctx) },
  });
  return 'again';
}

type Accepted = Extract<Proof, { kind: 'accepted' }>;

/** Facts of the gates that are shown with a report: all but the approval. */
export async function shownFacts(ctx: ExecuteContext, record: PlanRecord, proof: Accepted): Promise<Partial<GateFacts>> {
  const [kill, license] = await Promise.all([ctx.kill.read(planOf(record).target.namespace, record.target), ctx.license.gate()]);
  const now_s = nowS(ctx);
  return {
    mode: ctx.config.mode,
    kill: { readings: kill.readings, starting: false },
    license: { ok: license.block_reason === null, reason: license.block_reason },
    verify: {
      plan_digest: record.plan_digest,
      report: { plan_digest: record.plan_digest, effect_digest: proof.effect_digest, ok: true, finished_at: now_s },
      approved_effect_digest: null,
      now_s,
    },
    passport: proof.rules,
    second_lock: ctx.guard.of(planOf(record).target.namespace),
  };
}

/** What the journal keeps of a report. */
export function verifiedOf(proof: Accepted, finished_at: number, ok: boolean): NonNullable<PlanRecord['verified']> {
  const changes = proof.effect.objects[0]?.changes ?? [];
  return { ok, effect_digest: proof.effect_digest, preimage_sha256: proof.preimage.sha256, changes, finished_at };
}

async function report(ctx: ExecuteContext, record: PlanRecord, proof: Accepted) {
  const { gates, ends } = evaluateVerifying(await shownFacts(ctx, record, proof));
  const noChange = proof.effect.objects.every((object) => object.changes.length === 0) ? 'no_change' : null;
  const reason = ends ?? noChange;
  const { signed, report: made } = await signReport(ctx, record, { ...proof, gates, ends: reason, failure: null });
  const withReport = await keepReport(ctx, record, signed, verifiedOf(proof, made.finished_at, reason === null));
  if (reason === null) await move(ctx, withReport, 'verified', null);
  else await finish(ctx, withReport, 'blocked', reason);
  return 'again' as const;
}

async function refused(ctx: ExecuteContext, record: PlanRecord, proof: Extract<Proof, { kind: 'read_failed' | 'refused' }>) {
  const plan = planOf(record);
  const preimage = proof.kind === 'refused' ? proof.preimage : null;
  const effect = makeEffect(
    [{ uid: plan.target.uid, preimage_sha256: preimage?.sha256 ?? '0'.repeat(64), changes: [] }],
    plan.passport.digest,
  );
  const reason = proof.blocker;
  const { signed } = await signReport(ctx, record, {
    effect,
    effect_digest: '0'.repeat(64),
    preimage,
    gates: [],
    notes: [],
    ends: reason,
    failure: proof.failure,
  });
  await finish(ctx, await keepReport(ctx, record, signed, null), 'verify_failed', reason);
  return 'again' as const;
}

/** Stores a report beside the plan; it goes up with the next publication. */
function keepReport(
  ctx: ExecuteContext,
  record: PlanRecord,
  signed: Signed,
  verified: PlanRecord['verified'],
): Promise<PlanRecord> {
  return change(ctx, record, (current) => ({ ...current, report: signed, verified }));
}

/** States in which a plan waits for people, and a newer look at its object may end it. */
export function isWaiting(state: PlanState): boolean {
  return state === 'proposed' || state === 'verified';
}

/** A waiting plan is not verified again: each tick re-reads its pre-image; changed → superseded (connector.md, "Plan states"). */
export async function supersede(ctx: ExecuteContext, record: PlanRecord, reason: string): Promise<void> {
  await change(ctx, record, (current) => transition(current, 'superseded', reason, ctx.clock.now_ms()));
  ctx.counters.count('plans', { state: 'superseded' });
  ctx.log.info({ plan_id: record.plan_id, from: record.state, reason }, 'plan superseded');
}
