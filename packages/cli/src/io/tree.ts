import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { sortedByCodePoint } from '@modekeeper/contracts';
import { refuse } from '../cli/refuse.ts';

/** Paths of the regular files under a folder, relative to it, parts separated by `/`, sorted. Links are not followed. @throws Refusal */
export function filesUnder(folder: string, shown: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    return sortedByCodePoint(files.map((path) => path.split(sep).join('/')));
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      return refuse(`cannot read the folder ${shown}; give one that holds reports`, error);
    throw error;
  }
}
