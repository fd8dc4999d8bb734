import { dirname, join, relative } from 'node:path';
import type { JsonObject } from '@modekeeper/contracts';
import { readReport, reportValue } from '@modekeeper/evidence';
import { printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { digestFile } from '../../io/digest-file.ts';
import { readOrNull, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { evaluationIndex } from './evaluation-index.ts';
import { packRun } from './pack-io.ts';
import { makeProcurementPack } from './procurement.ts';

/** `mk pack eval`: a procurement pack beside `--out`, and a page there that leads through it. */
export const runEnterpriseEval: Run = async (io, flags, commands) => {
  const out = flags.text('out');
  const run = packRun(io, flags, commands);
  const pack = await makeProcurementPack(run, io, join(dirname(out), 'procurement_pack'));
  const report = (path: string): JsonObject | null =>
    reportValue(readReport(readOrNull(resolveFrom(io, join(pack.buyer, path)))));
  const text = evaluationIndex({
    created_at: run.created_at,
    pack: relative(resolveFrom(io, out), resolveFrom(io, pack.out)),
    checksums_sha256: (await digestFile(resolveFrom(io, pack.checksums))).sha256,
    evaluation: report('eval/eval_latest.json'),
    loop: report('plan/closed_loop_latest.json'),
    verify: report('verify/k8s_verify_latest.json'),
    roi: report('roi/roi_latest.json'),
  });
  const index = join(out, 'index.md');
  writeWhole(resolveFrom(io, index), text);
  printSummary(io, [
    ['pack_ok', true],
    ['index', index],
    ['out', pack.out],
    ['tar', pack.tar],
    ['checksums', pack.checksums],
    ['files', pack.files],
  ]);
  return 0;
};
