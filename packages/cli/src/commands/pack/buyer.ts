import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { verifyBundle } from '@modekeeper/evidence';
import { type Io, printSummary } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import { runStep, stepFlags } from '../../cli/run-step.ts';
import type { Run } from '../../cli/spec.ts';
import { resolveFrom } from '../../io/paths.ts';
import { filesUnder } from '../../io/tree.ts';
import { loopSettings } from '../closed-loop/settings.ts';
import { BUYER_ENTRIES, BUYER_FILES } from './buyer-files.ts';
import { claimFolder, clearEntries, requireFiles } from './folder.ts';
import { mustRun, type PackRun, packRun } from './pack-io.ts';

/** `mk pack buyer`: what mk does, as files to look at. */
export const runBuyer: Run = async (io, flags, commands) => {
  const out = flags.text('out');
  await makeBuyerPack(packRun(io, flags, commands), io, out);
  printSummary(io, [
    ['pack_ok', true],
    ['out', out],
    ['summary', join(out, 'summary.md')],
    ['files', filesUnder(resolveFrom(io, out), out).length],
  ]);
  return 0;
};

/** Makes a buyer pack in `out`; `person` is told what the doctor found wrong. @throws Refusal */
export async function makeBuyerPack(run: PackRun, person: Pick<Io, 'out'>, out: string): Promise<void> {
  const { commands, flags, io } = run;
  const dryRun = { path: 'closed-loop run', set: { out: join(out, 'dryrun') } };
  // Whatever is wrong with the input is said before anything is written.
  loopSettings(io, stepFlags(commands, flags, dryRun));
  claimFolder(io, out, BUYER_ENTRIES);
  clearEntries(io, out, ['doctor']);
  await runDoctor(run, person, join(out, 'doctor'));
  clearEntries(
    io,
    out,
    BUYER_ENTRIES.filter((name) => name !== 'doctor'),
  );
  await mustRun(run, { path: 'quickstart', set: { out } });
  await mustRun(run, dryRun);
  requireFiles(io, out, BUYER_FILES);
  const bundle = join(out, 'export', 'bundle.tar.gz');
  const verdict = await verifyBundle(createReadStream(resolveFrom(io, bundle)));
  if (!verdict.ok)
    refuse(`${bundle} does not check out (${verdict.reason}); make the pack again while nothing else writes there`);
}

/** A machine that lacks something makes no pack: half of it would say only that. */
async function runDoctor({ commands, flags, io }: PackRun, person: Pick<Io, 'out'>, out: string): Promise<void> {
  const lines: string[] = [];
  const exit = await runStep({ ...io, out: (line) => lines.push(line) }, commands, flags, { path: 'doctor', set: { out } });
  if (exit === 0) return;
  for (const line of lines) person.out(line);
  refuse(
    `no pack is made: mk doctor found something missing here, see ${join(out, 'summary.md')}; put it right and run this again`,
  );
}
