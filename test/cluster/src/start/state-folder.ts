import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { isAlive, type ProcessIdentity, parseIdentity, startOf } from '../process/identity.ts';
import { killGroup } from '../process/kill-group.ts';
import { type Lock, tryLock } from '../process/lock.ts';

/** A state folder that this process holds. */
export type StateFolder = {
  path: string;
  /** Remembers the children that run now, for the case that this process and its watchdog both die. */
  recordChildren(pids: readonly number[]): void;
  release(): void;
};

function leftovers(file: string): ProcessIdentity[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.map(parseIdentity).filter((identity) => identity !== null) : [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return [];
    throw error;
  }
}

/**
 * Takes the state folder (mode 0700) for this process and ends what an earlier, killed one left running in it.
 * Throws `conflict` when a living process holds it.
 */
export function openStateFolder(path: string): StateFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const attempt = tryLock(join(path, 'holder.json'));
  if ('holder' in attempt) {
    throw new ModeKeeperError({
      code: 'conflict',
      message: `The state folder ${path} is in use by process ${attempt.holder.pid}: two control planes on the same data would destroy it.`,
      hint: 'Stop the other one first (Ctrl-C in its terminal), or use another state folder.',
    });
  }
  const lock: Lock = attempt.lock;
  const file = join(path, 'children.json');
  for (const child of leftovers(file)) if (isAlive(child)) killGroup(child.pid, 'SIGKILL');
  return {
    path,
    recordChildren(pids) {
      const identities = pids.map((pid) => ({ pid, started: startOf(pid) })).filter(({ started }) => started !== null);
      writeFileSync(file, JSON.stringify(identities), { mode: 0o600 });
    },
    release: () => lock.release(),
  };
}
