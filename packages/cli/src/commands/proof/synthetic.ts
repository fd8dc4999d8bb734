import { join } from 'node:path';
import { freshMemory } from '@modekeeper/engine';
import {
  type ProofRun,
  proofMetrics,
  proofSparkline,
  proofSums,
  proofTranscript,
  SYNTHETIC_PROOFS,
  type SyntheticProof,
  syntheticMarkdown,
  syntheticProofs,
  syntheticRow,
} from '@modekeeper/evidence';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { Refusal } from '../../cli/refuse.ts';
import { stepFlags } from '../../cli/run-step.ts';
import type { CommandSpec, Run } from '../../cli/spec.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { iterate } from '../closed-loop/iterate.ts';
import { loopSettings } from '../closed-loop/settings.ts';
import { proofTrace } from './proof-trace.ts';

/** As it can be run again in the folder of a proof. */
const COMMAND = 'mk closed-loop run --dry-run --observe-source file --observe-path trace.jsonl --out run';

/** `mk proof synthetic`: closed-loop dry runs over made-up traces against what is true of them. */
export const runProofSynthetic: Run = async (io, flags, commands) => {
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  const rows = [];
  for (const proof of SYNTHETIC_PROOFS) {
    io.progress(`proving ${proof}`);
    rows.push(syntheticRow(proof, await prove(io, flags, commands, proof), join(out, proof)));
  }
  const proofs = syntheticProofs(rows);
  writeArtifact(folder, 'proof_synthetic.json', proofs);
  writeWhole(join(folder, 'proof_synthetic.md'), syntheticMarkdown(rows));
  if (proofs.all_passed) return 0;
  const path = join(out, 'proof_synthetic.md');
  throw new Refusal(`${proofs.failed_count} of ${rows.length} proofs did not pass; ${path} lists the failed checks`, 1);
};

/** Writes the trace, runs the loop over it and writes what came out; answers what is to be judged. */
async function prove(io: Io, flags: Flags, commands: readonly CommandSpec[], proof: SyntheticProof): Promise<ProofRun> {
  const shown = join(flags.text('out'), proof);
  const folder = resolveFrom(io, shown);
  const trace = proofTrace(proof);
  writeWhole(join(folder, 'trace.jsonl'), trace);
  const out = join(shown, 'run');
  const set = { 'observe-source': 'file', 'observe-path': join(shown, 'trace.jsonl'), out };
  const settings = loopSettings(io, stepFlags(commands, flags, { path: 'closed-loop run', set }));
  using iteration = await iterate(io, settings, freshMemory(), { out, tick: 0, applying: null, on_signal: 'end' });
  const { observed, report } = iteration;
  const { rows_read } = observed.payload;
  const run: ProofRun = {
    signals: report.signals,
    proposed: report.proposed,
    rows_read: typeof rows_read === 'number' ? rows_read : 0,
    ingest: observed.observe_ingest ?? {},
  };
  const files = {
    'metrics.csv': proofMetrics(observed.window.samples()),
    'sparkline.txt': proofSparkline(observed.window.samples()),
    'transcript.txt': proofTranscript(proof, COMMAND, run),
  };
  for (const [name, text] of Object.entries(files)) writeWhole(join(folder, name), text);
  writeWhole(join(folder, 'sha256sums.txt'), proofSums({ ...files, 'trace.jsonl': trace }));
  return run;
}
