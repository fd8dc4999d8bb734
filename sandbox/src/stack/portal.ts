import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../platform/paths.ts';
import type { Programs } from '../platform/programs.ts';
import { isNewerThanSources } from './newer.ts';
import { programFailed } from './program-failed.ts';

const SOURCES = ['workers/portal', 'packages', 'pnpm-lock.yaml'];

/** Builds the portal's files, which the Worker serves, unless they are newer than their sources. @throws `program_failed` */
export async function buildPortal(programs: Programs, logFile: string, tell: (what: string) => void): Promise<void> {
  const folder = join(repositoryRoot(), 'workers', 'portal');
  const page = join(folder, 'dist', 'index.html');
  if (isNewerThanSources(page, SOURCES)) return;
  tell('building the portal');
  const command = join(folder, 'node_modules', '.bin', 'vite');
  const code = await programs.start({ name: 'vite', command, args: ['build'], logFile, cwd: folder }).exited;
  if (code === 0 && existsSync(page)) return;
  throw programFailed(`Building the portal failed (exit ${code}).`, logFile);
}
