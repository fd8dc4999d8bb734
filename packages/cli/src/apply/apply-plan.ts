import { join } from 'node:path';
import type { PlanItem, Verdict } from '@modekeeper/engine';
import type { RollbackFacts } from '@modekeeper/evidence';
import type { Kubectl } from '@modekeeper/kube/kubectl';
import type { Io } from '../cli/io.ts';
import type { ExitCode } from '../cli/spec.ts';
import type { Explain } from '../io/explain.ts';
import { resolveFrom } from '../io/paths.ts';
import { startTiming } from '../io/times.ts';
import { readApplyState } from './apply-state.ts';
import { blockedLine, failedLine } from './messages.ts';
import { judgePlanGates, type PlanGates } from './plan-gates.ts';
import { type ApplyReport, applyReport, type ReportFrame } from './reports.ts';
import { type Block, type GateRow, judgeRunGates, type RunGates } from './run-gates.ts';
import { type Sent, sendPlan, type TelemetryCheck } from './send-plan.ts';
import type { ApplySettings } from './settings.ts';
import { findVerifyReport } from './verify-source.ts';
import { writeReport, writeRollbackPlan, writeSent } from './write-reports.ts';

export type ApplyInput = {
  kubectl: Kubectl;
  settings: ApplySettings;
  /** Path of the plan file, as reports show it; its checked items and their digest (`readPlanFile`, or what was just written). */
  plan: string;
  items: readonly PlanItem[];
  plan_sha256: string;
  /** Folder of all artifacts, as given; the verify report is looked for there. */
  out: string;
  /** Apply even when the folder's last report says that this plan was applied. */
  force: boolean;
  /** Appends to the command's explain.jsonl. */
  explain: Explain;
  /** Gates 1 and 2 as they were found closed earlier in this run: such a block stands, whatever they would say now. */
  run_block?: RunGates | undefined;
  /** Folder of apply_state.json, resolved (default `out`); a watch keeps one over all iterations. */
  state_folder?: string | undefined;
  /** A closed loop's effective cooldown; without it the passport's, else 30 s. */
  cooldown_s?: number | undefined;
  /** A closed loop's effective step limit, 0 = off; without it the passport's. */
  max_delta_per_step?: number | undefined;
  /** A closed loop's chord and reason by knob; without it the plan is bare. */
  chords?: ReadonlyMap<string, { chord: string; reason: string }> | undefined;
  /** `judgeStepTimes` over what was observed before and after; without it telemetry is not_run. Asked once an item's values and rollout hold. */
  telemetry?: TelemetryCheck | undefined;
  /** Aborted before the first patch: nothing is sent. A plan that was begun comes to its end. */
  stop?: AbortSignal | undefined;
};

export type Applied = {
  /** 0 applied or nothing to do, 1 failed (also when taken back), 2 blocked. */
  exit: ExitCode;
  /** For stderr, after `ERROR: `; null: all is well. The caller prints it. */
  error: string | null;
  report: ApplyReport;
  /** A patch was sent. */
  attempted: boolean;
  verify_after_apply_verdict: Verdict;
  rollback_verdict: Verdict;
  /** As reports show them; null: not written. */
  paths: { report: string; verify_after_apply: string | null; rollback_attempt: string | null };
  /** For the policy bundle; null: no rollback plan was written. */
  rollback: RollbackFacts | null;
};

/**
 * The one engine of `mk k8s apply` and closed-loop `--apply` (contract page `kubernetes`, "k8s apply"): gates 1 to 5, the rollback plan, the
 * patches, verify after apply, automatic rollback; every report of it in `out`. Writes neither the plan, nor the policy bundle, nor stderr.
 */
export async function applyPlan(io: Pick<Io, 'env' | 'cwd' | 'home' | 'now' | 'progress'>, input: ApplyInput): Promise<Applied> {
  const { explain, items, kubectl, out, plan, plan_sha256, settings } = input;
  const timing = startTiming(io.now);
  const folder = resolveFrom(io, out);
  const state_folder = input.state_folder ?? folder;
  const chords = input.chords ?? new Map();
  const run = input.run_block?.block ? input.run_block : await judgeRunGates(io, kubectl, settings);
  const source = findVerifyReport(io, out, items);
  const state = readApplyState(state_folder);
  const gates =
    run.block === null
      ? await judgePlanGates({
          kubectl,
          settings,
          items,
          plan_sha256,
          reading: source.reading,
          last_report: input.force ? null : join(folder, 'k8s_apply_latest.json'),
          state,
          passport_required: run.license?.require_passport ?? false,
          chords,
          cooldown_s: input.cooldown_s ?? null,
          max_delta_per_step: input.max_delta_per_step ?? null,
          now: io.now,
        })
      : NOT_JUDGED;
  const block = run.block ?? gates.block;
  const rollback = writeRollbackPlan(io, input, source, gates);
  const frame = (): ReportFrame => ({ out, plan, items, plan_sha256, times: timing.finish() });
  const facts = {
    gates: [...run.rows, ...gates.rows],
    run,
    block,
    note: gates.note,
    verify: { ok: run.block === null ? (source.reading?.ok ?? null) : null, path: source.path },
    passport_id: settings.passport?.name ?? null,
    sent: null,
  };
  if (block !== null || gates.note !== null) {
    const report = applyReport(frame(), facts);
    if (block !== null) explainBlock(explain, block, run);
    const path = writeReport(io, input, 'k8s_apply', report);
    explain('k8s_apply_report', { path });
    const error = block === null ? null : blockedLine(block, run.kill.signal);
    return { ...NOTHING_SENT, exit: block === null ? 0 : 2, error, report, paths: { ...NO_PATHS, report: path }, rollback };
  }

  const { rollout_timeout_ms } = settings;
  const sent = await sendPlan(io, {
    kubectl,
    ready: gates.ready,
    lives: gates.lives,
    state_folder,
    chords,
    rollout_timeout_ms,
    telemetry: input.telemetry ?? null,
    stop: input.stop ?? null,
    explain,
  });
  const late = lateBlock(sent);
  const attempted = sent.results.some((result) => result.attempted);
  if (late !== null) sent.faults.run(() => explainBlock(explain, late, run));
  const rows = late === null || attempted ? facts.gates : facts.gates.map((row) => closed(row, late));
  const report = applyReport(frame(), { ...facts, gates: rows, block: late, sent });
  const paths = writeSent(io, input, sent, report, frame());
  sent.faults.tell();
  const isBlocked = late !== null && !attempted;
  return {
    exit: report.ok ? 0 : isBlocked ? 2 : 1,
    error: report.ok ? null : isBlocked ? blockedLine(late, sent.kill.signal) : failedLine(sent, items),
    report,
    attempted,
    verify_after_apply_verdict: report.verify_after_apply_verdict,
    rollback_verdict: report.rollback_verdict,
    paths,
    rollback,
  };
}

const NOT_JUDGED: PlanGates = { rows: [], block: null, note: null, ready: [], lives: [] };
const NO_PATHS = { verify_after_apply: null, rollback_attempt: null };
const NOTHING_SENT = { attempted: false, verify_after_apply_verdict: 'not_run', rollback_verdict: 'not_run' } as const;

/** A gate that closed after all of them had been open, item by item. */
function lateBlock({ results }: Sent): Block | null {
  const found = results.find(({ reason }) => reason === 'verify_stale' || reason.startsWith('kill_switch'));
  if (found === undefined) return null;
  return { gate: found.reason === 'verify_stale' ? 'verify' : 'kill_switch', reason: found.reason, detail: found.detail };
}

function closed(row: GateRow, block: Block): GateRow {
  return row.gate === block.gate ? { ...row, ok: false, reason: block.reason } : row;
}

function explainBlock(explain: Explain, { detail, gate, reason }: Block, { kill }: RunGates): void {
  explain('k8s_apply_blocked', { reason, details: { feature: 'k8s apply', gate, detail, kill_switch_signal: kill.signal } });
}
