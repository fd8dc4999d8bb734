import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { binaryPath } from '../build/cache.ts';
import { createGuard, endGroup, type Guard } from '../process/guard.ts';
import { type ComponentName, componentNames, flagsOf, type Layout } from './components.ts';
import type { StateFolder } from './state-folder.ts';

const GRACE_MS = 8_000;

// A component that ends by itself is started again, as on a real node: the controller manager gives up when the API server
// restarts at a bad moment. One that ends again and again is a fault to be told.
const RESTART_DELAY_MS = 500;
const RESTART_LIMIT = { count: 4, within_ms: 60_000 };

/** Starts and stops the components of one control plane. */
export type Supervisor = {
  start(name: ComponentName): void;
  /** Ends one component; `SIGKILL` for a crash. Resolves when it is gone. */
  stop(name: ComponentName, signal?: NodeJS.Signals): Promise<void>;
  stopAll(): Promise<void>;
  pids(): Partial<Record<ComponentName, number>>;
  /** Throws when a component ended by itself again and again, with the end of its log. */
  assertAlive(): void;
};

export const logFileOf = (stateDir: string, name: ComponentName) => join(stateDir, 'logs', `${name}.log`);

function lastLines(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, 2_000));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trim().split('\n').slice(-5).join('\n');
  } finally {
    closeSync(handle);
  }
}

export function createSupervisor(layout: Layout, folder: StateFolder): Supervisor {
  const guard: Guard = createGuard(folder.recordChildren);
  const running = new Map<ComponentName, ChildProcess>();
  const died = new Map<ComponentName, string>();
  const ends = new Map<ComponentName, number[]>();
  const restarts = new Map<ComponentName, NodeJS.Timeout>();

  const start = (name: ComponentName) => {
    clearTimeout(restarts.get(name));
    if (running.has(name)) return;
    const file = logFileOf(layout.stateDir, name);
    const child = guard.spawn(binaryPath(name), { args: flagsOf(name, layout), output: { file } });
    child.once('error', (error) => died.set(name, error.message));
    child.once('exit', (code, signal) => {
      if (running.get(name) !== child) return;
      running.delete(name);
      const now_ms = performance.now();
      const recent = [...(ends.get(name) ?? []), now_ms].filter((moment) => now_ms - moment < RESTART_LIMIT.within_ms);
      ends.set(name, recent);
      if (recent.length <= RESTART_LIMIT.count) restarts.set(name, setTimeout(start, RESTART_DELAY_MS, name));
      else died.set(name, `${name} ended by itself (${signal ?? `exit ${code}`}), log ${file}:\n${lastLines(file)}`);
    });
    running.set(name, child);
    died.delete(name);
  };

  const stop = async (name: ComponentName, signal: NodeJS.Signals = 'SIGTERM') => {
    clearTimeout(restarts.get(name));
    const child = running.get(name);
    if (child === undefined) return;
    running.delete(name);
    await endGroup(child, GRACE_MS, signal);
  };

  return {
    start,
    stop,
    async stopAll() {
      // The data store last: the others still write while they end.
      await Promise.all(componentNames.filter((name) => name !== 'etcd').map((name) => stop(name)));
      await stop('etcd');
      await guard.close();
    },
    pids: () => Object.fromEntries([...running].map(([name, child]) => [name, child.pid])),
    assertAlive() {
      const [first] = died.values();
      if (first === undefined) return;
      throw new ModeKeeperError({
        code: 'internal_error',
        message: `The sandbox's control plane did not stay up: ${first}`,
        hint: 'Read the log that is named above. npm start -- --reset starts over with fresh state.',
      });
    },
  };
}
