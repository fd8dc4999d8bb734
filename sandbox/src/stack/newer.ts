import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../platform/paths.ts';

/** Whether something built was made after everything that goes into it (paths in the repository) was last changed. */
export function isNewerThanSources(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return false;
  const made_ms = statSync(built).mtimeMs;
  return sources.every((source) => newest(join(repositoryRoot(), source)) < made_ms);
}

/** Time of the newest change in a folder or file; what was installed beside it does not count, the lockfile stands for it. */
function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist');
  return Math.max(mtimeMs, ...names.map((name) => newest(join(path, name))));
}
