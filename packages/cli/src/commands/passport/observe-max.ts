import { observeMaxPassport, observeMaxReport } from '@modekeeper/engine';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { observe, observeRequest } from '../../observe/collect.ts';

/** `mk passport observe-max`: the redacted report, and the passport that it speaks of. */
export const runObserveMax: Run = async (io, flags) => {
  const signals = await report(io, flags);
  writeArtifact(resolveFrom(io, flags.text('out')), 'passport_observe_max_latest.json', observeMaxPassport(signals));
  return 0;
};

/** `mk passport observe-max-report`: the redacted report alone. */
export const runObserveMaxReport: Run = async (io, flags) => {
  await report(io, flags);
  return 0;
};

async function report(io: Io, flags: Flags) {
  using observed = await observe(io, observeRequest(flags, 'observe-', { scenario: 'baseline' }));
  writeArtifact(resolveFrom(io, flags.text('out')), 'observe_max_latest.json', observeMaxReport(observed.window));
  return observed.window.signals;
}
