import { join } from 'node:path';
import type { Program as PodProgram } from '@modekeeper/agent';
import { repositoryRoot } from '../platform/paths.ts';
import type { Programs } from '../platform/programs.ts';
import { programFailed } from './program-failed.ts';

/** What image `modekeeper/connector` stands for: the bundled file, as in the image. */
export function connectorProgram(): PodProgram {
  return { command: [process.execPath, join(repositoryRoot(), 'connector', 'dist', 'connector.mjs')] };
}

/** Bundles the connector into its one file. @throws `program_failed` */
export async function buildConnector(programs: Programs, logFile: string): Promise<PodProgram> {
  const args = [join(repositoryRoot(), 'connector', 'build.ts')];
  const code = await programs.start({ name: 'connector bundle', command: process.execPath, args, logFile }).exited;
  if (code === 0) return connectorProgram();
  throw programFailed(`Bundling the connector failed (exit ${code}).`, logFile);
}
