import { join } from 'node:path';
import { type Io, printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { archiveFolder } from './archive.ts';
import { makeBuyerPack } from './buyer.ts';
import { DOCUMENTS, packageFile } from './documents.ts';
import { claimFolder, clearEntries } from './folder.ts';
import { kindDemo } from './kind-demo.ts';
import { versionsText } from './meta.ts';
import { type PackRun, packRun } from './pack-io.ts';

const BUYER = 'buyer_pack';
const TAR = 'procurement_pack.tar.gz';
const CHECKSUMS = 'checksums.sha256';
const KIND = 'kind_demo';
const OWN = [CHECKSUMS, 'documents', KIND, 'meta', TAR];

export type MadePack = { out: string; buyer: string; tar: string; checksums: string; files: number };

/** `mk pack procurement`: a buyer pack, what procurement and security ask for, and the means to check it. */
export const runProcurement: Run = async (io, flags, commands) => {
  const made = await makeProcurementPack(packRun(io, flags, commands), io, flags.text('out'));
  printSummary(io, [
    ['pack_ok', true],
    ['out', made.out],
    ['tar', made.tar],
    ['checksums', made.checksums],
    ['files', made.files],
  ]);
  return 0;
};

/** Makes a procurement pack in `out`. @throws Refusal */
export async function makeProcurementPack(run: PackRun, person: Pick<Io, 'out'>, out: string): Promise<MadePack> {
  const { created_at, io } = run;
  const folder = resolveFrom(io, out);
  // Whatever is missing here is said before anything is written.
  const demo = kindDemo(io);
  const documents = DOCUMENTS.map((name) => [name, packageFile(`documents/${name}`)] as const);
  const dependencies = packageFile('dependencies.txt');
  claimFolder(io, out, [BUYER, ...OWN]);
  const buyer = join(out, BUYER);
  await makeBuyerPack(run, person, buyer);
  clearEntries(io, out, OWN);
  for (const [name, content] of documents) writeWhole(join(folder, 'documents', name), content);
  writeWhole(join(folder, 'meta', 'versions.txt'), await versionsText(io, created_at));
  writeWhole(join(folder, 'meta', 'dependencies.txt'), dependencies);
  await demo?.(run, join(out, KIND));
  io.progress('Writing archive and checksums');
  const files = await archiveFolder(io, out, { tar: TAR, checksums: CHECKSUMS });
  return { out, buyer, tar: join(out, TAR), checksums: join(out, CHECKSUMS), files };
}
