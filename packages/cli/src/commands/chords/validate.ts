import { validateCatalog } from '@modekeeper/engine';
import type { Run } from '../../cli/spec.ts';
import { readOrNull, writeArtifact } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';

/** `mk chords validate`: the report always, the first error on stderr. */
export const runChordsValidate: Run = async (io, flags) => {
  const path = flags.text('catalog');
  const validation = validateCatalog(readOrNull(resolveFrom(io, path)), path);
  writeArtifact(resolveFrom(io, flags.text('out')), 'chords_validate_latest.json', validation);
  const [first] = validation.errors;
  if (first === undefined) return 0;
  io.err(`ERROR: ${first}`);
  return 2;
};
