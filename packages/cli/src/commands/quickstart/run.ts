import { join } from 'node:path';
import { freshMemory } from '@modekeeper/engine';
import { reportHtml, terminalSummary } from '@modekeeper/evidence/quickstart';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import { runStep, type Step, stepFlags } from '../../cli/run-step.ts';
import type { Run } from '../../cli/spec.ts';
import { createdAt } from '../../io/created-at.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { compactStamp, startTiming } from '../../io/times.ts';
import { iterate } from '../closed-loop/iterate.ts';
import { loopSettings } from '../closed-loop/settings.ts';
import { doctorReport } from '../doctor/report.ts';
import { quickFacts } from './facts.ts';
import { planPathOf } from './read-back.ts';
import { writeQuickSummary } from './summary.ts';

/** `mk quickstart` (contract page `evidence`): every read-only step in one folder; ends with the first exit code that is not 0. */
export const runQuickstart: Run = async (io, flags, commands) => {
  const timing = startTiming(io.now);
  const out = flags.optional('out') ?? join('report', `quickstart_${compactStamp(io.now())}`);
  const step = (path: string, name: string, set: Record<string, string> = {}): Step => ({
    path,
    set: { ...set, out: join(out, name) },
  });
  // Whatever is wrong with the input is said before anything is written.
  const plan = step('closed-loop run', 'plan');
  const settings = loopSettings(io, stepFlags(commands, flags, plan));
  const bundle = step('export bundle', 'export', { in: out });
  const created_at = createdAt(io, stepFlags(commands, flags, bundle));
  kubectlOf(io);
  writeDoctor(io, out);
  io.progress('Observing and planning');
  const place = { out: plan.set.out as string, tick: 0, applying: null, on_signal: 'end' as const };
  using iteration = await iterate(io, settings, freshMemory(), place);
  io.progress('Verifying, and putting the reports together');
  const steps = [
    step('k8s verify', 'verify', { plan: planPathOf(io, join(out, 'plan')) }),
    step('eval', 'eval'),
    step('preflight', 'preflight'),
    step('watch', 'watch', { duration: String(watchSeconds(flags)) }),
    step('roi', 'roi'),
    bundle,
  ];
  for (const next of steps) {
    const exit = await runStep(io, commands, flags, next);
    if (exit !== 0) return exit;
    if (isInterrupted(io)) refuse('interrupted: the reports are not complete; run it again');
  }
  writeQuickSummary(io, out, iteration.report, timing.finish());
  io.progress('Drawing the report');
  const facts = quickFacts(io, { created_at, out }, iteration);
  writeWhole(resolveFrom(io, facts.paths.report), await reportHtml(facts));
  for (const line of terminalSummary(facts, io.screen)) io.tell(line);
  return 0;
};

/** Whether somebody wants it to end: Ctrl-C, not a reader who has gone. What is begun for a closed pipe is finished in silence. */
function isInterrupted({ signal }: Io): boolean {
  return signal.aborted && String(signal.reason).startsWith('SIG');
}

/** What the machine lacks is no reason to stop: a trace file needs neither kubectl nor a cluster. */
function writeDoctor(io: Io, out: string): void {
  const folder = join(out, 'doctor');
  const report = doctorReport(io, startTiming(io.now), [join(folder, 'doctor.json')]);
  writeArtifact(resolveFrom(io, folder), 'doctor.json', report);
}

/** Duration that the watch report shows: the observed seconds, at least one. */
function watchSeconds(flags: Flags): number {
  return Math.max(1, Math.trunc(flags.duration('observe-duration') / 1_000));
}
