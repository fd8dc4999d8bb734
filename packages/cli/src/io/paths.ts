import { resolve } from 'node:path';

/** A path that the person gave, from the folder that they are in. Reports show it as given. */
export function resolveFrom({ cwd }: { cwd: string }, path: string): string {
  return resolve(cwd, path);
}
