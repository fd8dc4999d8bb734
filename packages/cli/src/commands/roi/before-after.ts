import { compareBeforeAfter, type Side, sideOf, unfit } from '@modekeeper/value';
import type { Io } from '../../cli/io.ts';
import { Refusal } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { writeLatest } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { isoSeconds } from '../../io/times.ts';
import { observeFile } from '../../observe/trace-file.ts';

/** `mk roi before-after`: the report always; exit 1 when the data does not carry a comparison. */
export const runBeforeAfter: Run = async (io, flags) => {
  const started_at = isoSeconds(io.now());
  const baseline_path = flags.text('baseline-path');
  const candidate_path = flags.text('candidate-path');
  const baseline = await readSide(io, baseline_path);
  const candidate = await readSide(io, candidate_path);
  const compared = compareBeforeAfter(baseline, candidate, {
    usd_per_gpu_hour: flags.float('usd-per-gpu-hour') ?? null,
    gpus: flags.int('gpus'),
    hours_per_month: flags.float('hours-per-month') ?? 0,
  });
  const report = {
    schema_version: 'roi_before_after.v0',
    started_at,
    finished_at: isoSeconds(io.now()),
    paths: { baseline_path, candidate_path },
    ...compared,
  };
  writeLatest(resolveFrom(io, flags.text('out')), 'roi_before_after', report, { now_ms: io.now() });
  const why = unfit(baseline, candidate);
  if (why !== null) throw new Refusal(why, 1);
  return 0;
};

async function readSide(io: Io, path: string): Promise<Side> {
  using read = await observeFile(io, path);
  return sideOf(read.window.latencies);
}
