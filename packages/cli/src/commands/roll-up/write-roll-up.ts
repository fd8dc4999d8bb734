import { join } from 'node:path';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { writeLatest, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';

/** Paths of what a roll-up writes, as built from `--out`. */
export function rollUpPaths(flags: Flags, name: string): { latest: string; summary: string; all: string[] } {
  const out = flags.text('out');
  const latest = join(out, `${name}_latest.json`);
  const summary = join(out, `${name}_summary.md`);
  return { latest, summary, all: [latest, summary, join(out, 'summary.md')] };
}

/** Writes the report, its twin, and the summary under its two names. */
export function writeRollUp(
  io: Pick<Io, 'cwd' | 'now'>,
  flags: Flags,
  { lines, name, report }: { name: string; report: unknown; lines: readonly (readonly [string, unknown])[] },
): void {
  const folder = resolveFrom(io, flags.text('out'));
  const text = summaryMarkdown(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, lines);
  writeLatest(folder, name, report, { now_ms: io.now() });
  writeWhole(join(folder, `${name}_summary.md`), text);
  writeWhole(join(folder, 'summary.md'), text);
}
