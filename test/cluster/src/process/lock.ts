import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, type ProcessIdentity, parseIdentity, self } from './identity.ts';

/** A lock is a file that names its living holder; one left behind by a dead process is taken over. */
export type Lock = { release(): void };

function holderOf(path: string): ProcessIdentity | null {
  try {
    return parseIdentity(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

// Written aside and linked, so that nobody ever reads a lock without its holder.
function create(path: string): boolean {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(self()), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes the lock at `path`, or says who holds it. A dead holder's file is moved aside first (a rename has one winner),
 * so two processes never both believe that they took it over.
 */
export function tryLock(path: string): { lock: Lock } | { holder: ProcessIdentity } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (create(path)) return { lock: { release: () => rmSync(path, { force: true }) } };
    const holder = holderOf(path);
    if (holder !== null && isAlive(holder)) return { holder };
    const aside = `${path}.${process.pid}.stale`;
    try {
      renameSync(path, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const moved = holderOf(aside);
    // Somebody else may have taken the lock between our look and our rename: give it back.
    if (moved !== null && isAlive(moved)) renameSync(aside, path);
    else rmSync(aside, { force: true });
  }
  throw new Error(`cannot take the lock ${path}`);
}
