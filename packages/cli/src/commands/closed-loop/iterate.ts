import { join } from 'node:path';
import { artifactLine } from '@modekeeper/contracts';
import { type ExplainEvent, type LoopMemory, settleTick } from '@modekeeper/engine';
import { judgeRunGates } from '../../apply/run-gates.ts';
import type { Io } from '../../cli/io.ts';
import type { ExitCode } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { writeLatest, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { writePolicyBundle } from '../../io/policy-bundle.ts';
import { startTiming } from '../../io/times.ts';
import { writePlan } from '../../io/write-plan.ts';
import type { Observation } from '../../observe/collect.ts';
import { applyTick } from './apply-tick.ts';
import type { Applying } from './applying.ts';
import { collect } from './collect.ts';
import { explainDecision } from './explain-decision.ts';
import { type ApplyStart, propose } from './propose.ts';
import { type LoopReport, loopReport } from './report.ts';
import type { LoopSettings } from './settings.ts';
import { loopSummary } from './summary.ts';
import { traceEvent } from './trace.ts';

const TRACE = 'decision_trace_latest.jsonl';

export type TickPlace = {
  /** As given. */
  out: string;
  /** From 0; later ticks go on with a recording. */
  tick: number;
  /** Null: a dry run. */
  applying: Applying | null;
  /** What a signal does to a tick that still reads: `watch` finishes it, everything else ends. */
  on_signal: 'finish' | 'end';
};
/** What became of a tick. What it observed is there until it is disposed of. */
export type Iteration = Disposable & {
  report: LoopReport;
  memory: LoopMemory;
  observed: Observation;
  exit: ExitCode;
  /** For stderr, after `ERROR: `; null: nothing stood in the way. */
  error: string | null;
};

/** One tick (contract page `closed-loop`, "One tick"), with all its artifacts in `out`. */
export async function iterate(io: Io, settings: LoopSettings, known: LoopMemory, place: TickPlace): Promise<Iteration> {
  const { applying, out, tick } = place;
  const timing = startTiming(io.now);
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  const tell = (events: readonly ExplainEvent[]) => events.forEach(({ event, payload }) => void explain(event, payload));
  writeWhole(join(folder, TRACE), '');
  const start = applying === null ? null : await startApply(io, applying);
  const { observed, signals } = await collect(io, settings, place, explain);
  const { checked, kill } = await propose(io, settings, { known, signals, start });
  explain('closed_loop_proposed', { proposed: checked.proposed });
  tell(checked.explain);
  // A dry run has come to its end here; what is applied has not happened yet.
  const dry = start === null ? settleTick(checked, { kind: 'done' }) : null;
  if (dry !== null) tell(dry.explain);
  const plan = writePlan({ folder, out }, settings, checked.targets);
  explain('k8s_plan_written', { path: plan.k8s_plan_path, items: plan.k8s_plan_items });
  explain('k8s_kubectl_plan_written', { path: plan.k8s_kubectl_plan_path, items: plan.k8s_plan_items });
  const ended = start === null ? null : await applyTick(io, { settings, start, kill, checked, plan, observed, out, explain });
  const outcome = dry ?? settleTick(checked, ended?.ending ?? { kind: 'done' });
  if (dry === null) tell(outcome.explain);
  const progress = ended?.progress ?? null;
  const facts = { out, settings, observed, signals, plan, progress, tick: outcome, kill: progress?.kill ?? kill };
  const report = loopReport(io, { ...facts, times: timing.finish() });
  explainDecision(report, explain);
  writeWhole(join(folder, TRACE), `${artifactLine(traceEvent(report, tick))}\n`);
  const now_ms = io.now();
  const { passport, policy } = settings;
  writePolicyBundle(folder, { policy, passport, rollback: progress?.applied?.rollback ?? null, now_ms });
  writeWhole(join(folder, 'summary.md'), loopSummary(report));
  writeLatest(folder, 'closed_loop', report, { now_ms });
  explain('closed_loop_report', { path: join(out, 'closed_loop_latest.json') });
  return {
    report,
    memory: outcome.memory,
    observed,
    exit: ended?.exit ?? 0,
    error: ended?.error ?? null,
    [Symbol.dispose]: () => observed[Symbol.dispose](),
  };
}

async function startApply(io: Io, applying: Applying): Promise<ApplyStart> {
  return { applying, run: await judgeRunGates(io, applying.kubectl, applying.settings) };
}
