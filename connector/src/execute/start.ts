import { digestOf } from '@modekeeper/contracts';
import { evaluateGates, evaluateVerifying, isConsistentPlan, sendDeadline } from '@modekeeper/engine';
import { nowS } from '../core.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, planOf, type Step, targetOf } from './context.ts';
import { finish } from './finish.ts';
import { applyFacts, isCanaryFresh, isReportStale, judgeApprovals } from './gates.ts';
import { change, move, moved } from './moves.ts';
import { isTransient, prove } from './prove.ts';
import { signReport } from './report.ts';
import { startsElsewhere } from './starts-elsewhere.ts';
import { shownFacts, verifiedOf } from './verify-plan.ts';

const WAIT_MS = 1000;

/**
 * dispatched → applying, or the end. Nothing is sent but canary and dry run: the plan is proved once more against what is there
 * now, the cloud is asked for its kill epoch, every gate is evaluated. A blip is no decision: it is waited out until the deadline.
 */
export const startPlan: Step = async (ctx, record, signal) => {
  const early = await endsEarly(ctx, record);
  if (early) return 'again';
  if (signal.aborted) return 'parked';
  await ctx.confirmKill();
  await ctx.guard.check(targetOf(planOf(record)));
  const proof = await prove(ctx, record);
  if (proof.kind === 'recreated') return end(ctx, record, 'conflict', 'uid_changed');
  if (proof.kind === 'gated') {
    if (proof.answer?.verdict === 'refuse') return blocked(ctx, record, proof.answer);
    return again(ctx, signal);
  }
  if (proof.kind !== 'accepted') {
    if (isTransient(proof.failure)) return again(ctx, signal);
    return end(ctx, record, 'verify_failed', proof.blocker);
  }
  if (proof.preimage.sha256 !== record.verified?.preimage_sha256 || startsElsewhere(planOf(record), proof.live))
    return end(ctx, record, 'superseded', 'preimage_changed');
  if (proof.effect_digest !== record.claim?.effect_digest) return end(ctx, record, 'diff_unstable', 'diff_unstable');
  // Nobody answered the canary: a blip, no finding.
  if (!isCanaryFresh(ctx, record)) return again(ctx, signal);
  const proved = isReportStale(record, nowS(ctx)) ? await reportAgain(ctx, record, proof) : record;
  const answer = evaluateGates(await applyFacts(ctx, proved, proof.effect, proof.live), 'apply');
  if (answer.verdict === 'wait' || !ctx.lease.held) return again(ctx, signal);
  if (answer.verdict === 'refuse') return blocked(ctx, proved, answer);
  await useApprovals(ctx, proved, proof.effect_digest);
  await move(ctx, proved, 'applying', 'apply_started', (current) => {
    // A cancel that came while all this was looked at: nothing is sent yet, so it is followed.
    if (current.cancel_reason !== null) throw moved(current.plan_id);
    return current;
  });
  return 'again';
};

/** What ends a dispatched plan before anything is asked: cancelled, expired, too late, not what was signed. */
async function endsEarly(ctx: ExecuteContext, record: PlanRecord): Promise<boolean> {
  const { claim } = record;
  const now_ms = ctx.clock.now_ms();
  if (claim === null || record.plan === null) await finish(ctx, record, 'blocked', 'plan_unknown');
  else if (record.cancel_reason !== null) await finish(ctx, record, 'cancelled', record.cancel_reason);
  else if (now_ms >= record.expires_at * 1000) await finish(ctx, record, 'expired', 'plan_expired');
  else if (now_ms >= claim.deadline_ms) await finish(ctx, record, 'expired', 'send_deadline');
  else if (record.verified?.ok !== true) await finish(ctx, record, 'blocked', 'verify_missing');
  else if (!isOurPlan(ctx, record)) await finish(ctx, record, 'blocked', 'plan_invalid');
  else return false;
  return true;
}

/** The plan in the journal is what its digest says, shows what it would send, and is for this cluster and one of its targets. */
function isOurPlan(ctx: ExecuteContext, record: PlanRecord): boolean {
  const plan = planOf(record);
  const { cluster_id, tenant_id } = ctx.enrollment;
  return (
    digestOf(record.plan?.payload) === record.plan_digest &&
    isConsistentPlan(plan) &&
    plan.cluster_id === cluster_id &&
    plan.tenant_id === tenant_id &&
    ctx.watchOf(`${plan.target.namespace}/${plan.target.name}`) !== null
  );
}

/** Waits a moment and looks again: the deadline ends it. */
async function again(ctx: ExecuteContext, signal: AbortSignal) {
  await ctx.clock.sleep(WAIT_MS, signal);
  return signal.aborted ? ('parked' as const) : ('again' as const);
}

type Ending = 'conflict' | 'verify_failed' | 'superseded' | 'diff_unstable';
async function end(ctx: ExecuteContext, record: PlanRecord, terminal: Ending, reason: string) {
  await finish(ctx, record, terminal, reason);
  return 'again' as const;
}

async function blocked(ctx: ExecuteContext, record: PlanRecord, answer: ReturnType<typeof evaluateGates>) {
  const reason = answer.gates.find((gate) => !gate.ok)?.reason ?? 'unknown';
  const kill = answer.kill.state === 'on' ? { signal: answer.kill.signal ?? 'unknown', at: nowS(ctx) } : null;
  await finish(ctx, record, 'blocked', answer.kill.state === 'on' ? 'kill_switch_active' : reason, { kill });
  return 'again' as const;
}

/** A report older than 10 min is made again: a new `verify_report`, no change of state. */
async function reportAgain(
  ctx: ExecuteContext,
  record: PlanRecord,
  proof: Extract<Awaited<ReturnType<typeof prove>>, { kind: 'accepted' }>,
): Promise<PlanRecord> {
  const { gates, ends } = evaluateVerifying(await shownFacts(ctx, record, proof));
  const { signed, report } = await signReport(ctx, record, { ...proof, gates, ends, failure: null });
  return change(ctx, record, (current) => ({
    ...current,
    report: signed,
    verified: verifiedOf(proof, report.finished_at, ends === null),
  }));
}

/** An approval is recorded with its plan at claim: one use; the same plan may go on with it. Stored before anything is sent. */
async function useApprovals(ctx: ExecuteContext, record: PlanRecord, effect_digest: string): Promise<void> {
  const judged = await judgeApprovals(ctx, record, effect_digest);
  if (!judged.ok) return;
  const now_s = nowS(ctx);
  // An approval lives 24 h at most; remembered twice as long.
  const until_s = now_s + 48 * 3600;
  const counted = judged.counted.map(({ nonce }) => ({ nonce, plan_digest: record.plan_digest, until_s }));
  await ctx.state.update((state) => ({
    ...state,
    approvals_used: [
      ...state.approvals_used.filter((used) => used.until_s > now_s && !counted.some(({ nonce }) => nonce === used.nonce)),
      ...counted,
    ],
  }));
}

/** Last moment for sending, epoch milliseconds. */
export function deadlineMs(expires_at: number, claimed_at_ms: number): number {
  return sendDeadline(expires_at, Math.floor(claimed_at_ms / 1000)) * 1000;
}
