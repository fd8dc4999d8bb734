import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Io } from '../cli/io.ts';
import { resolveFrom } from './paths.ts';

/** Path of a program as a shell would find it: a name on PATH, or a path from the person's folder; null when it cannot be executed. */
export function findOnPath({ cwd, env }: Pick<Io, 'env' | 'cwd'>, wanted: string): string | null {
  if (wanted.includes('/')) {
    const path = resolveFrom({ cwd }, wanted);
    return isProgram(path) ? path : null;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, wanted)).find(isProgram) ?? null;
}

/** Whether a file is there that may be executed. */
export function isProgram(path: string): boolean {
  return isAllowed(path, constants.X_OK);
}

/** Whether a file is there that may be read. */
export function isReadableFile(path: string): boolean {
  return isAllowed(path, constants.R_OK);
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
