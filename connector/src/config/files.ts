import { readdir, readFile } from 'node:fs/promises';

/** Mounted files, read when they are needed: the kubelet refreshes them. */
export interface Files {
  /** Text of a file, or null when there is none. Any other fault is thrown. */
  read(path: string): Promise<string | null>;
  /** Names in a folder, sorted; empty when there is none. */
  list(path: string): Promise<string[]>;
}

export const systemFiles: Files = {
  read: (path) => absentAsNull(readFile(path, 'utf8')),
  list: async (path) => ((await absentAsNull(readdir(path))) ?? []).sort(),
};

async function absentAsNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}
