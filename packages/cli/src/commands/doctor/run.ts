import { join } from 'node:path';
import type { Run } from '../../cli/spec.ts';
import { writeLatest, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';
import { compactStamp, isoSeconds, startTiming } from '../../io/times.ts';
import { doctorReport } from './report.ts';

/** `mk doctor`: what mk needs here, check by check. */
export const runDoctor: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const out = flags.optional('out') ?? join('report', `doctor_${compactStamp(io.now())}`);
  const folder = resolveFrom(io, out);
  const latest = join(out, 'doctor_latest.json');
  const summary = join(out, 'summary.md');
  const report = doctorReport(io, timing, [latest, summary]);
  const { checks, ok } = report;
  writeLatest(folder, 'doctor', report, { now_ms: timing.started_ms, twinStamp: compactStamp });
  const lines: [string, unknown][] = [
    ['started_at', isoSeconds(timing.started_ms)],
    ['ok', ok],
    ...checks.map((check): [string, unknown] => [check.label, check.ok ? 'PASS' : 'FAIL']),
  ];
  writeWhole(join(folder, 'summary.md'), summaryMarkdown('Doctor', lines));
  for (const { hint, label, ok: passed } of checks) {
    io.out(`${passed ? 'PASS' : 'FAIL'} ${label}`);
    if (!passed) io.out(`  hint: ${hint}`);
  }
  io.out(`Doctor result: ${ok ? 'PASS' : 'FAIL'}`);
  return ok ? 0 : 2;
};
