import { basename } from 'node:path';
import { replayMk074 } from '@modekeeper/value';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { observe, observeRequest } from '../../observe/collect.ts';

/** `mk roi mk074`: a trace replayed with all changes of a tick at once, and with one at a time; equal input gives equal bytes. */
export const runMk074: Run = async (io, flags) => {
  const request = observeRequest(flags, 'observe-', { scenario: 'baseline' });
  using observed = await observe(io, request);
  const { after, before, diff } = replayMk074(observed.window.samples());
  const folder = resolveFrom(io, flags.text('out'));
  const replay_info = {
    observe_source: observed.source,
    observe_path: request.source === 'file' ? basename(request.path) : null,
  };
  writeArtifact(folder, 'mk074_before_latest.json', before);
  writeArtifact(folder, 'mk074_after_latest.json', after);
  const both = { schema_version: 'mk074_before_after.v0', replay_info, before, after, diff };
  writeArtifact(folder, 'mk074_before_after_latest.json', both);
  return 0;
};
