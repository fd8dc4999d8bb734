import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshMemory } from '@modekeeper/engine';
import type { Flags } from '../../cli/flags.ts';
import { type Io, printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { resolveFrom } from '../../io/paths.ts';
import { startTiming } from '../../io/times.ts';
import { firstBlocked } from './apply-facts.ts';
import { iterate } from './iterate.ts';
import type { LoopReport } from './report.ts';
import { loopSettings } from './settings.ts';
import { type WatchFrame, writeWatch } from './watch-report.ts';
import { addIteration, NO_ITERATIONS } from './watch-totals.ts';

/** `mk closed-loop watch`: ticks in a dry run, one folder each, until the limit or a signal. */
export const runWatch: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const settings = loopSettings(io, flags);
  const out = flags.text('out');
  const interval_ms = flags.duration('interval');
  const max_iterations = iterationLimit(flags);
  const frame: WatchFrame = { out, folder: resolveFrom(io, out), interval_s: interval_ms / 1_000, max_iterations };
  const isDone = (done: number) => io.signal.aborted || (max_iterations !== null && done >= max_iterations);
  let memory = freshMemory();
  let totals = NO_ITERATIONS;
  while (!isDone(totals.iterations_done)) {
    const tick = totals.iterations_done;
    const iteration = await iterate(io, settings, memory, { out: join(out, iterationFolder(tick + 1)), tick });
    memory = iteration.memory;
    totals = addIteration(totals, iteration.report);
    writeWatch(frame, totals, timing.finish());
    printIteration(io, totals.iterations_done, iteration.report);
    if (!isDone(totals.iterations_done)) await pause(interval_ms, io.signal);
  }
  writeWatch(frame, totals, timing.finish());
  return 0;
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
    ['blocked', firstBlocked(report.results) ?? (io.json ? null : 'null')],
    ['out', report.out_dir],
  ]);
}

/** Ends at once when a signal comes. */
async function pause(interval_ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(interval_ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
