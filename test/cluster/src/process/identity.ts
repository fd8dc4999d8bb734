import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process id together with the moment it started: a number alone may have been given away again. */
export type ProcessIdentity = { pid: number; started: string };

/** When a living process started, in the words of the platform, or null when there is none with this id. */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name is in parentheses and may hold blanks; field 3 (state) comes right after it, field 22 is the start time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text.trim() || null;
  } catch {
    return null;
  }
}

/** This process. */
export function self(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** Whether exactly this process is still alive. */
export function isAlive(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.started;
}

/** Reads `{pid, started}` from unknown JSON, or null. */
export function parseIdentity(value: unknown): ProcessIdentity | null {
  if (typeof value !== 'object' || value === null) return null;
  const { pid, started } = value as { pid?: unknown; started?: unknown };
  return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : null;
}
