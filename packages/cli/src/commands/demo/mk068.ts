import { demoMk068 } from '@modekeeper/engine';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';

/** `mk demo mk068`: the same bytes every time. */
export const runMk068: Run = async (io, flags) => {
  writeArtifact(resolveFrom(io, flags.text('out')), 'mk068_demo_latest.json', demoMk068());
  return 0;
};
