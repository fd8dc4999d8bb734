import { join } from 'node:path';
import { printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { digestFile } from '../../io/digest-file.ts';
import { writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { HANDOFF_README, HANDOFF_VERIFY } from './handoff-texts.ts';
import { makeBundle } from './make-bundle.ts';

const NAMES = {
  manifest: 'handoff_manifest.json',
  tar: 'handoff_pack.tar.gz',
  summary: 'handoff_summary.md',
  dsse: 'handoff_manifest.dsse.json',
  heading: 'Handoff pack',
};
const CHECKSUMS = 'handoff_pack.checksums.sha256';
const VERIFY = 'HANDOFF_VERIFY.sh';
const README = 'README.md';

/** `mk export handoff-pack`: the bundle, and what others need to check it without mk. */
export const runHandoffPack: Run = async (io, flags) => {
  const { is_signed, paths } = await makeBundle(io, flags, NAMES);
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  writeWhole(join(folder, VERIFY), HANDOFF_VERIFY, 0o755);
  writeWhole(join(folder, README), HANDOFF_README);
  const listed = [VERIFY, README, ...(is_signed ? [NAMES.dsse] : []), NAMES.manifest, NAMES.tar, NAMES.summary];
  const lines = await Promise.all(listed.map(async (name) => `${(await digestFile(join(folder, name))).sha256}  ${name}\n`));
  writeWhole(join(folder, CHECKSUMS), lines.join(''));
  printSummary(io, [
    ['handoff_ok', true],
    ['manifest', paths.manifest],
    ['tar', paths.tar],
    ['summary', paths.summary],
    ['checksums', join(out, CHECKSUMS)],
    ['verify', join(out, VERIFY)],
  ]);
  return 0;
};
