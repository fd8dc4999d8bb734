import { join } from 'node:path';
import { PROOF_SCENARIOS, proofMarkdown, proofMatrix, proofRow, readReport } from '@modekeeper/evidence';
import { Refusal } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { makeFolders, readOrNull, writeArtifact, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { runOwnMk } from '../../io/run-own.ts';

/** `mk proof matrix`: closed-loop dry runs of three scenarios against what they must find. */
export const runProofMatrix: Run = async (io, flags) => {
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  // Here, and not by each run: what cannot be written to is one error.
  makeFolders(folder);
  for (const scenario of PROOF_SCENARIOS) makeFolders(join(folder, scenario));
  const rows = [];
  for (const scenario of PROOF_SCENARIOS) {
    io.progress(`running ${scenario}`);
    const out_dir = join(out, scenario);
    const code = await runOwnMk(io, ['closed-loop', 'run', '--scenario', scenario, '--dry-run', '--out', out_dir]);
    // A report of an earlier run proves nothing about a run that failed.
    const report = code === 0 ? readReport(readOrNull(join(folder, scenario, 'closed_loop_latest.json'))) : null;
    rows.push(proofRow(scenario, report?.ok ? report.value : null, out_dir));
  }
  const matrix = proofMatrix(rows);
  writeArtifact(folder, 'proof_matrix.json', matrix);
  writeWhole(join(folder, 'proof_matrix.md'), proofMarkdown(rows));
  if (matrix.all_passed) return 0;
  const path = join(out, 'proof_matrix.md');
  throw new Refusal(`${matrix.failed_count} of ${rows.length} scenarios did not pass; ${path} lists the failed checks`, 1);
};
