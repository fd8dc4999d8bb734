import { buildItems, type CheckedTick, guardSettings, planSha256, type TickEnding } from '@modekeeper/engine';
import { type Applied, applyPlan } from '../../apply/apply-plan.ts';
import { blockedLine } from '../../apply/messages.ts';
import type { Io } from '../../cli/io.ts';
import type { ExitCode } from '../../cli/spec.ts';
import type { Explain } from '../../io/explain.ts';
import type { KillSwitch } from '../../io/kill-switch.ts';
import type { WrittenPlan } from '../../io/write-plan.ts';
import type { Observation } from '../../observe/collect.ts';
import { verifyPlanFile } from '../k8s/verify.ts';
import { type ApplyProgress, firstBlocked } from './apply-fields.ts';
import { isHeld } from './is-held.ts';
import type { ApplyStart } from './propose.ts';
import type { LoopSettings } from './settings.ts';
import { stepTimeCheck } from './step-time-check.ts';

export type ApplyTickInput = {
  settings: LoopSettings;
  start: ApplyStart;
  kill: KillSwitch;
  checked: CheckedTick;
  plan: WrittenPlan;
  observed: Observation;
  out: string;
  explain: Explain;
};
export type AppliedTick = {
  progress: ApplyProgress;
  ending: TickEnding;
  exit: ExitCode;
  /** For stderr, after `ERROR: `; null: nothing stood in the way. */
  error: string | null;
};

/**
 * Step 5 of a tick (contract page `closed-loop`): a run block is written as a report of its own; without proposals, or when checks left
 * none, nothing is asked of the cluster; else the plan is verified and goes through the one engine that applies.
 */
export async function applyTick(io: Io, input: ApplyTickInput): Promise<AppliedTick> {
  const { checked, explain, kill, out, plan, start } = input;
  const { applying, run } = start;
  const idle = { run, kill, verified: null, applied: null, blocked_reason: null };
  if (run.block !== null) {
    const applied = await runEngine(io, input);
    return ended(input, { ...idle, applied, blocked_reason: run.block.reason }, { kind: 'run_block', reason: run.block.reason });
  }
  if (checked.proposed.length === 0) {
    explain('closed_loop_apply_skipped', { reason: 'no_proposals' });
    return { progress: idle, ending: { kind: 'done' }, exit: 0, error: null };
  }
  if (checked.results.every(({ blocked }) => blocked)) {
    const reason = firstBlocked(checked.results) ?? 'unknown';
    explain('closed_loop_apply_skipped', { reason: 'no_approved_proposals' });
    const block = { gate: 'approval' as const, reason, detail: 'no proposed action passed its checks' };
    const error = blockedLine(block, kill.signal);
    return { progress: { ...idle, blocked_reason: reason }, ending: { kind: 'done' }, exit: 2, error };
  }
  const verified = await verifyPlanFile(io, { kubectl: applying.kubectl, plan: plan.k8s_plan_path, out, explain });
  const applied = await runEngine(io, input);
  const { kill_switch_active: active, kill_switch_signal: signal } = applied.report;
  const blocked_reason = applied.exit === 2 ? applied.report.block_reason : null;
  return ended(input, { run, kill: { active, signal }, verified, applied, blocked_reason }, endingOf(applied));
}

function ended({ explain }: ApplyTickInput, progress: ApplyProgress & { applied: Applied }, ending: TickEnding): AppliedTick {
  if (progress.blocked_reason !== null) explain('closed_loop_apply_blocked', { reason: progress.blocked_reason });
  return { progress, ending, exit: progress.applied.exit, error: progress.applied.error };
}

function runEngine(io: Io, input: ApplyTickInput): Promise<Applied> {
  const { checked, explain, observed, out, plan, settings, start } = input;
  const { applying, run } = start;
  const { deployment, limits, namespace, passport, request } = settings;
  const items = buildItems({ namespace, name: deployment }, checked.targets);
  const { max_delta_per_step, min_interval_s } = guardSettings(limits, passport);
  // Each tick decides anew; only what still stands counts as applied already.
  const force = run.block === null && !isHeld(io, out, items);
  explain('k8s_apply_start', { plan: plan.k8s_plan_path, out, force });
  return applyPlan(io, {
    ...applying,
    plan: plan.k8s_plan_path,
    items,
    plan_sha256: planSha256(items),
    out,
    force,
    explain,
    run_block: run.block === null ? undefined : run,
    cooldown_s: min_interval_s,
    max_delta_per_step,
    chords: new Map(checked.targets.map(({ chord, knob, reason }) => [knob, { chord, reason }])),
    telemetry: request.source === 'k8s' ? stepTimeCheck(io, request, observed.window) : undefined,
  });
}

/** What became of the plan's one item, as the tick's results say it. */
function endingOf({ exit, report, rollback_verdict }: Applied): TickEnding {
  if (exit === 2) return { kind: 'blocked', reason: report.block_reason ?? 'unknown' };
  if (report.notes.includes('already_applied')) return { kind: 'not_applied', reason: 'already_applied' };
  const reason = report.items[0]?.reason;
  if (report.ok || reason === undefined) return { kind: 'done' };
  // It failed its check and nobody was allowed to take it back: it stands.
  if (reason === 'applied' && rollback_verdict === 'not_run') return { kind: 'done' };
  if (reason === 'failed') return { kind: 'not_applied', reason: 'k8s_apply_failed' };
  // Restored by a request, or found to be as it was before.
  if (rollback_verdict === 'pass') return { kind: 'not_applied', reason: 'k8s_apply_rolled_back' };
  return { kind: 'not_applied', reason: 'k8s_apply_unknown' };
}
