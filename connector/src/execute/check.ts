import type { CheckResult, VerifyAfter } from '@modekeeper/contracts';
import { judgeAcknowledgement, judgeKill } from '@modekeeper/engine';
import { type Deployment, type Outcome, readFields, type WaitRolloutResult, waitRollout } from '@modekeeper/kube';
import { nowS } from '../core.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, planOf, type Step, type StepResult, targetOf } from './context.ts';
import { finish } from './finish.ts';
import { move } from './moves.ts';

/** Kubernetes' default `progressDeadlineSeconds`, and what we wait beyond it for the controller to say so. */
const DEFAULT_PROGRESS_DEADLINE_S = 600;
const ROLLOUT_MARGIN_S = 30;
const POLL_MS = 500;
const READ_AGAIN_MS = 60_000;

const pass = (detail: string | null = null): CheckResult => ({ verdict: 'pass', detail });
const fail = (detail: string): CheckResult => ({ verdict: 'fail', detail });
const inconclusive = (detail: string): CheckResult => ({ verdict: 'inconclusive', detail });
const notRun: CheckResult = { verdict: 'not_run', detail: null };

/** checking: rollout, values, acknowledgement. Only reads; a fault that is shown leads to the way back, missing data never does. */
export const checkPlan: Step = async (ctx, record, signal) => {
  const rollout = await watchRollout(ctx, record, signal);
  if (rollout.kind === 'aborted') return 'parked';
  const judged = judgeRollout(rollout);
  const live = 'live' in rollout ? rollout.live : null;
  const values = judgeValues(record, live, rollout.kind);
  const facts = { values, rollout: judged, acknowledged: notRun };
  if (judged.verdict === 'fail' || values.verdict === 'fail') {
    return fallBack(ctx, record, facts, values.verdict === 'fail' ? 'values_differ' : rolloutReason(rollout), live);
  }
  if (judged.verdict !== 'pass' || values.verdict !== 'pass')
    return conclude(
      ctx,
      record,
      facts,
      'inconclusive',
      judged.verdict === 'pass' ? 'values_unreadable' : 'rollout_unreadable',
      live,
    );
  const acknowledged = await waitAcknowledged(ctx, record, signal);
  if (acknowledged === null) return 'parked';
  // The workload had its time; what counts is what the object holds at the end of it.
  const last = await readPatiently(ctx, record, signal);
  if (last === null) return 'parked';
  const gone = last.kind === 'not_found' || (last.kind === 'ok' && last.value.metadata.uid !== planOf(record).target.uid);
  const finalValues = gone
    ? judgeValues(record, null, 'gone')
    : last.kind === 'ok'
      ? judgeValues(record, last.value, 'complete')
      : inconclusive('not readable at the end');
  const ended = { values: finalValues, rollout: judged, acknowledged };
  const seen = last.kind === 'ok' ? last.value : live;
  if (finalValues.verdict === 'fail')
    return fallBack(ctx, record, ended, gone ? 'uid_changed' : 'values_differ', gone ? null : seen);
  if (finalValues.verdict !== 'pass') return conclude(ctx, record, ended, 'inconclusive', 'values_unreadable', seen);
  if (acknowledged.verdict !== 'pass') return conclude(ctx, record, ended, 'inconclusive', 'not_acknowledged', seen);
  return conclude(ctx, record, ended, 'confirmed', 'checks_passed', seen);
};

function watchRollout(ctx: ExecuteContext, record: PlanRecord, signal: AbortSignal): Promise<WaitRolloutResult> {
  const plan = planOf(record);
  const progress_s = ctx.watchOf(record.target)?.live?.spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_S;
  const since_ms = record.applied?.at_ms ?? ctx.clock.now_ms();
  return waitRollout({
    cluster: ctx.cluster,
    clock: ctx.clock,
    target: targetOf(plan),
    uid: plan.target.uid,
    generation: record.applied?.generation ?? 0,
    deadline_ms: since_ms + (progress_s + ROLLOUT_MARGIN_S) * 1000,
    signal,
  });
}

function judgeRollout(result: Exclude<WaitRolloutResult, { kind: 'aborted' }>): CheckResult {
  if (result.kind === 'complete') return pass();
  if (result.kind === 'unreadable') return inconclusive('the API server did not answer');
  if (result.kind === 'gone') return fail('the object is gone');
  if (result.kind === 'recreated') return fail('the name belongs to another object now');
  return fail('detail' in result.status ? result.status.detail : result.kind);
}

function rolloutReason(result: WaitRolloutResult): string {
  if (result.kind === 'gone' || result.kind === 'recreated') return 'uid_changed';
  return result.kind === 'timeout' ? 'rollout_timeout' : 'rollout_failed';
}

function judgeValues(record: PlanRecord, live: Deployment | null, kind: WaitRolloutResult['kind']): CheckResult {
  if (kind === 'gone' || kind === 'recreated') return fail('the object is another one');
  if (live === null) return inconclusive('not readable');
  const { read_back } = readFields(live, record.verified?.changes ?? []);
  return read_back === 'ours' ? pass() : fail('a touched field does not hold our value any more');
}

/** Waits until the workload reports the new values, at most 60 s or the time of 12 samples after the rollout. Null when stopped. */
async function waitAcknowledged(ctx: ExecuteContext, record: PlanRecord, signal: AbortSignal): Promise<CheckResult | null> {
  const watch = ctx.watchOf(record.target);
  const rollout_done_ms = ctx.clock.now_ms();
  for (;;) {
    if (signal.aborted) return null;
    if (watch === null) return inconclusive('not_acknowledged');
    await watch.refresh(signal);
    const samples = watch.samples();
    const judged = judgeAcknowledgement({
      targets: planOf(record).changes,
      samples,
      rollout_done_ms,
      sample_interval_ms: intervalOf(samples.map((sample) => sample.timestamp_ms)),
      now_ms: ctx.clock.now_ms(),
    });
    if (judged.verdict === 'acknowledged') return pass();
    if (judged.verdict === 'not_acknowledged') return inconclusive(`not reported: ${judged.missing.join(', ')}`);
    await ctx.clock.sleep(POLL_MS, signal);
  }
}

function intervalOf(times: readonly number[]): number | null {
  const first = times[0];
  const last = times.at(-1);
  return first === undefined || last === undefined || times.length < 2 ? null : (last - first) / (times.length - 1);
}

/** One GET that is tried again for a minute: a blip of the API server is no finding. Null when stopped, which is none either. */
async function readPatiently(ctx: ExecuteContext, record: PlanRecord, signal: AbortSignal): Promise<Outcome<Deployment> | null> {
  const end_ms = ctx.clock.now_ms() + READ_AGAIN_MS;
  for (;;) {
    const read = await ctx.cluster.getDeployment(targetOf(planOf(record)));
    const transient = ['unreachable', 'timeout', 'server_error', 'rate_limited'].includes(read.kind);
    if (!transient) return read;
    if (signal.aborted) return null;
    if (ctx.clock.now_ms() >= end_ms) return read;
    await ctx.clock.sleep(POLL_MS, signal);
  }
}

type Facts = Pick<VerifyAfter, 'values' | 'rollout' | 'acknowledged'>;

function verdictOf(facts: Facts): VerifyAfter {
  const verdicts = [facts.values.verdict, facts.rollout.verdict, facts.acknowledged.verdict];
  const verdict = verdicts.includes('fail')
    ? 'fail'
    : verdicts.includes('inconclusive')
      ? 'inconclusive'
      : verdicts.includes('pass')
        ? 'pass'
        : 'not_run';
  return { ...facts, telemetry: notRun, verdict };
}

function afterOf(record: PlanRecord, live: Deployment | null): PlanRecord['after'] {
  return live === null ? record.after : { ...readFields(live, record.verified?.changes ?? []).values };
}

async function conclude(
  ctx: ExecuteContext,
  record: PlanRecord,
  facts: Facts,
  terminal: 'confirmed' | 'inconclusive',
  reason: string,
  live: Deployment | null,
): Promise<StepResult> {
  await finish(ctx, record, terminal, reason, { check: verdictOf(facts), after: afterOf(record, live) });
  return 'again';
}

/** The way back, unless a kill switch forbids it: then exactly what is listed remains. */
async function fallBack(
  ctx: ExecuteContext,
  record: PlanRecord,
  facts: Facts,
  reason: string,
  live: Deployment | null,
): Promise<StepResult> {
  const check = verdictOf(facts);
  const after = afterOf(record, live);
  const { readings } = await ctx.kill.read(planOf(record).target.namespace, record.target);
  const kill = judgeKill(readings, { only_dry_run: false, starting: false });
  if (kill.state === 'on') {
    await finish(ctx, record, 'halted_partial', 'kill_switch_active', {
      check,
      after,
      kill: { signal: kill.signal ?? 'unknown', at: nowS(ctx) },
    });
  } else {
    await move(ctx, record, 'rolling_back', reason, (current) => ({ ...current, check, after, rollback_reason: reason }));
  }
  return 'again';
}
