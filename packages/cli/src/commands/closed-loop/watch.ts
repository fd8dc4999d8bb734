import { join } from 'node:path';
import { freshMemory } from '@modekeeper/engine';
import { blockedLine } from '../../apply/messages.ts';
import { judgeRunGates } from '../../apply/run-gates.ts';
import type { Flags } from '../../cli/flags.ts';
import { type Io, printSummary } from '../../cli/io.ts';
import type { ExitCode, Run } from '../../cli/spec.ts';
import { resolveFrom } from '../../io/paths.ts';
import { pause } from '../../io/pause.ts';
import { steadyMemory } from '../../io/steady-memory.ts';
import { startTiming } from '../../io/times.ts';
import { firstBlocked } from './apply-fields.ts';
import { applyingOf } from './applying.ts';
import { iterate } from './iterate.ts';
import type { LoopReport } from './report.ts';
import { loopSettings } from './settings.ts';
import { onceEach, watchExit, worse } from './watch-exit.ts';
import { type WatchFrame, writeWatch } from './watch-report.ts';
import { addIteration, NO_ITERATIONS } from './watch-totals.ts';

/** `mk closed-loop watch`: ticks, one folder each, until the limit or a signal. */
export const runWatch: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const settings = loopSettings(io, flags);
  const out = flags.text('out');
  const interval_ms = flags.duration('interval');
  const max_iterations = iterationLimit(flags);
  const frame: WatchFrame = { out, folder: resolveFrom(io, out), interval_s: interval_ms / 1_000, max_iterations };
  const isDone = (done: number) => io.signal.aborted || (max_iterations !== null && done >= max_iterations);
  const applying = applyingOf(io, settings, out);
  const tell = onceEach(io);
  const run = applying === null ? null : await judgeRunGates(io, applying.kubectl, applying.settings);
  if (run !== null && run.block !== null) {
    writeWatch(frame, NO_ITERATIONS, timing.finish(), { apply_blocked_reason: run.block.reason });
    tell(blockedLine(run.block, run.kill.signal));
    return 2;
  }
  const freeMemory = steadyMemory();
  let memory = freshMemory();
  let totals = NO_ITERATIONS;
  let exit: ExitCode = 0;
  while (!isDone(totals.iterations_done)) {
    const tick = totals.iterations_done;
    const place = { out: join(out, iterationFolder(tick + 1)), tick, applying, on_signal: 'finish' as const };
    using iteration = await iterate(io, settings, memory, place);
    memory = iteration.memory;
    totals = addIteration(totals, iteration.report);
    exit = worse(exit, watchExit(iteration));
    writeWatch(frame, totals, timing.finish());
    printIteration(io, totals.iterations_done, iteration.report);
    if (iteration.error !== null) tell(iteration.error);
    if (isDone(totals.iterations_done)) continue;
    freeMemory();
    await pause(interval_ms, io.signal);
  }
  writeWatch(frame, totals, timing.finish());
  return exit;
};

/** `--max-iterations`, else `--iterations` when it is above 0; null: until a signal comes. */
function iterationLimit(flags: Flags): number | null {
  const given = flags.optionalInt('max-iterations');
  if (given !== undefined) return given;
  const iterations = flags.int('iterations');
  return iterations > 0 ? iterations : null;
}

function iterationFolder(iteration: number): string {
  return `iter_${String(iteration).padStart(4, '0')}`;
}

function printIteration(io: Io, iteration: number, report: LoopReport): void {
  printSummary(io, [
    ['iter', iteration],
    ['verify_ok', report.verify_ok],
    ['apply_attempted', report.apply_attempted],
    ['apply_ok', report.apply_ok],
    // This one is `null` where others are `n/a`.
    ['blocked', report.apply_blocked_reason ?? firstBlocked(report.results) ?? (io.json ? null : 'null')],
    ['out', report.out_dir],
  ]);
}
