import { estimateRoi } from '@modekeeper/value';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { observeFile } from '../../observe/trace-file.ts';

/** `mk roi estimate`: bounds of what could be gained; it names no action. */
export const runEstimate: Run = async (io, flags) => {
  using read = await observeFile(io, flags.text('observe-path'));
  const estimate = estimateRoi(read.window);
  writeArtifact(resolveFrom(io, flags.text('out')), 'roi_estimate_latest.json', estimate);
  return 0;
};
