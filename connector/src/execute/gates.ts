import { type Effect, VERIFY_MAX_AGE_S } from '@modekeeper/contracts';
import {
  CHORD_CATALOG,
  EMPTY_LEDGER,
  evaluateGates,
  type GateAnswer,
  type GateFacts,
  guardActuators,
  judgePassport,
  patchPointers,
  type RuleResult,
  readObjectFacts,
} from '@modekeeper/engine';
import { type Deployment, type Gate, jsonOf } from '@modekeeper/kube';
import { keyidOf, verifyApprovals } from '@modekeeper/trust';
import { nowS } from '../core.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, hasSent, itemOf, planOf } from './context.ts';
import { LEASE_LOST, LICENSE_CHANGED, TOO_LATE } from './gate-answers.ts';

/** A gate as the Kubernetes port takes it, and what it answered last. */
export interface AskedGate {
  readonly gate: Gate;
  last(): GateAnswer | null;
}

function asked(ctx: ExecuteContext, evaluate: () => Promise<GateAnswer>): AskedGate {
  let last: GateAnswer | null = null;
  return {
    last: () => last,
    gate: async () => {
      last = ctx.lease.held ? await evaluate() : LEASE_LOST;
      // Evaluating took time: the Lease must still be ours at the end of it.
      if (!ctx.lease.held) last = LEASE_LOST;
      if (!last.allow) ctx.counters.count('gate_refusals', { reason: last.gates.find((gate) => !gate.ok)?.reason ?? 'unknown' });
      return last;
    },
  };
}

/** Gates 0 and 1, for the canary and the dry run of verifying. The age of the cloud's word counts only for the start of plans. */
export function dryRunGate(
  ctx: ExecuteContext,
  purpose: 'canary' | 'verify',
  namespace: string,
  workload: string | null,
): AskedGate {
  return asked(ctx, async () => {
    const { readings } = await ctx.kill.read(namespace, workload);
    return evaluateGates({ mode: ctx.config.mode, kill: { readings, starting: false } }, purpose);
  });
}

/** Every rule of the passport on an effect, with the ledger and the clock of now. */
export async function judgeEffect(
  ctx: ExecuteContext,
  record: PlanRecord,
  effect: Effect,
  live: Deployment,
): Promise<RuleResult[]> {
  const plan = planOf(record);
  const watch = ctx.watchOf(record.target);
  const mounted = await ctx.passports.read(watch?.target.passport ?? null);
  if (mounted.kind === 'invalid') return [{ rule: 'passport', ok: false, reason: 'passport_invalid', detail: mounted.why }];
  // A plan that was made under another passport proves nothing about this one.
  if (mounted.kind === 'valid' && mounted.digest !== plan.passport.digest) {
    return [
      {
        rule: 'passport',
        ok: false,
        reason: 'passport_mismatch',
        detail: 'the mounted passport is not the one that the plan was made under',
      },
    ];
  }
  const passport = mounted.kind === 'valid' ? mounted.passport : null;
  const object = effect.objects[0];
  if (object === undefined)
    return [{ rule: 'passport', ok: false, reason: 'passport_invalid', detail: 'the effect names no object' }];
  return judgePassport({
    passport,
    catalog: CHORD_CATALOG,
    effect: object,
    changes: plan.changes,
    patch_pointers: patchPointers(itemOf(plan).patch),
    object: readObjectFacts(jsonOf(live)),
    ledger: ctx.state.value.apply_state.targets[record.target] ?? EMPTY_LEDGER,
    now_ms: ctx.clock.now_ms(),
    reported_knobs: Object.keys(watch?.effective() ?? {}),
    gitops_managers: ctx.config.gitops.managers,
    guard_bounds:
      passport === null ? {} : Object.fromEntries(guardActuators(passport).map(({ name, min, max }) => [name, { min, max }])),
  });
}

/** Gate 5: the approvals that came with the dispatch, judged by the keys and the level that the chart pinned. */
export async function judgeApprovals(ctx: ExecuteContext, record: PlanRecord, effect_digest: string) {
  const used = new Map(ctx.state.value.approvals_used.map(({ nonce, plan_digest }) => [nonce, plan_digest]));
  return verifyApprovals({
    level: ctx.config.approval.level,
    threshold: ctx.config.approval.threshold,
    envelopes: record.claim?.approvals ?? [],
    plan_digest: record.plan_digest,
    effect_digest,
    approval_keys: ctx.trust.approval_keys,
    approver_keys: ctx.trust.approver_keys,
    author_key_id: planOf(record).author.key_id ?? keyidOf(ctx.signer.public_key),
    now: nowS(ctx),
    used_nonces: used,
  });
}

/** Everything that an apply is judged on, gathered now. */
export async function applyFacts(
  ctx: ExecuteContext,
  record: PlanRecord,
  effect: Effect,
  live: Deployment,
): Promise<Partial<GateFacts>> {
  const { namespace } = planOf(record).target;
  const verified = record.verified;
  const [license, passport, approval] = await Promise.all([
    ctx.license.gate(),
    judgeEffect(ctx, record, effect, live),
    judgeApprovals(ctx, record, verified?.effect_digest ?? ''),
  ]);
  // Last of all: a switch that is turned on while the others are looked at must count (I1).
  const kill = await ctx.kill.read(namespace, record.target);
  return {
    mode: ctx.config.mode,
    kill: { readings: kill.readings, starting: !hasSent(record) },
    license: { ok: license.block_reason === null, reason: license.block_reason },
    verify: {
      plan_digest: record.plan_digest,
      report: verified === null ? null : { plan_digest: record.plan_digest, ...verified },
      approved_effect_digest: record.claim?.effect_digest ?? null,
      now_s: nowS(ctx),
    },
    passport,
    approval: approval.ok ? { ok: true, reason: null } : { ok: false, reason: approval.reason },
    second_lock: isCanaryFresh(ctx, record) ? ctx.guard.of(namespace) : { ok: false, reason: 'second_lock_absent' },
  };
}

/** True when the canary was answered, in the plan's namespace, since the plan was dispatched: an older answer is about another moment. */
export function isCanaryFresh(ctx: ExecuteContext, record: PlanRecord): boolean {
  const { checked_at_ms } = ctx.guard.of(planOf(record).target.namespace);
  return checked_at_ms !== null && checked_at_ms >= (record.claim?.at_ms ?? Number.POSITIVE_INFINITY);
}

/** Gates 0 to 6, evaluated again directly before the request is sent. */
export function applyGate(ctx: ExecuteContext, record: PlanRecord, effect: Effect, live: Deployment): AskedGate {
  return asked(ctx, async () => {
    const documents = ctx.license.received;
    const facts = await applyFacts(ctx, record, effect, live);
    // A revocation may have come while the kill switch was being read: the licence is looked at once more (I4).
    if (ctx.license.received !== documents) return LICENSE_CHANGED;
    const now = ctx.journal.value.plans.get(record.plan_id);
    // The plan was moved, or its deadline has passed, while we waited for the API server: judged last, like the Lease.
    if (now?.state !== record.state || ctx.clock.now_ms() >= (record.claim?.deadline_ms ?? 0)) return TOO_LATE;
    return evaluateGates(facts, 'apply');
  });
}

/** Kill switch, uid and "the field still holds our value": the object was read directly before. */
export function rollbackGate(
  ctx: ExecuteContext,
  record: PlanRecord,
  facts: { uid_matches: boolean; field_is_ours: boolean },
): AskedGate {
  return asked(ctx, async () => {
    const { readings } = await ctx.kill.read(planOf(record).target.namespace, record.target);
    return evaluateGates({ kill: { readings, starting: false }, ...facts }, 'rollback');
  });
}

/** True when the newest report is too old for gate 3, or about to be. */
export function isReportStale(record: PlanRecord, now_s: number): boolean {
  return record.verified === null || now_s - record.verified.finished_at > VERIFY_MAX_AGE_S - STALE_MARGIN_S;
}
const STALE_MARGIN_S = 30;
