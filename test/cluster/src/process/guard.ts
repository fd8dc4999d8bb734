import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { killGroup } from './kill-group.ts';

/**
 * One tiny shell per guard that ends every registered process group when its standard input closes, which happens however
 * the parent dies, SIGKILL included. It lives in a session of its own, so that Ctrl-C in a terminal does not end it first.
 */
const WATCHDOG = `
groups=" "
while read -r sign group; do
  case "$sign" in
    +) groups="$groups$group " ;;
    -) groups=$(printf '%s' "$groups" | sed "s/ $group / /") ;;
  esac
done
for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
alive=1; turns=0
while [ "$alive" = 1 ] && [ "$turns" -lt 30 ]; do
  alive=0; turns=$((turns + 1))
  for group in $groups; do kill -s 0 -- "-$group" 2>/dev/null && alive=1; done
  [ "$alive" = 1 ] && sleep 0.1
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

export type GuardedOptions = {
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Where standard output and error go, appended; or `pipe` to read them. */
  output: { file: string } | 'pipe';
};

/** Starts processes that cannot outlive this one. */
export type Guard = {
  /** Starts a program as leader of a process group of its own. */
  spawn(command: string, options: GuardedOptions): ChildProcess;
  /** Ends the watchdog and with it everything that is still registered. */
  close(): Promise<void>;
};

const exited = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** A guard with its watchdog running. `onChange` hears which groups run whenever one starts or ends. */
export function createGuard(onChange?: (pids: readonly number[]) => void): Guard {
  const groups = new Set<number>();
  const watchdog = spawn('sh', ['-c', WATCHDOG], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // A watchdog that died takes nothing with it; the pid file of the state folder remains as the second net.
  watchdog.stdin.on('error', (error) => process.stderr.write(`watchdog: ${error.message}\n`));
  watchdog.unref();
  (watchdog.stdin as unknown as { unref?: () => void }).unref?.();
  const tell = (line: string) => {
    if (watchdog.stdin.writable) watchdog.stdin.write(`${line}\n`);
  };
  return {
    spawn(command, { args, env, cwd, output }) {
      const file = output === 'pipe' ? null : openLog(output.file);
      const child = spawn(command, args, {
        stdio: file === null ? ['ignore', 'pipe', 'pipe'] : ['ignore', file, file],
        detached: true,
        ...(env === undefined ? {} : { env }),
        ...(cwd === undefined ? {} : { cwd }),
      });
      if (file !== null) closeSync(file);
      const { pid } = child;
      if (pid !== undefined) {
        tell(`+ ${pid}`);
        groups.add(pid);
        onChange?.([...groups]);
        child.once('exit', () => {
          // What the program left behind in its group goes with it.
          killGroup(pid, 'SIGKILL');
          tell(`- ${pid}`);
          groups.delete(pid);
          onChange?.([...groups]);
        });
      }
      return child;
    },
    async close() {
      watchdog.ref();
      const gone = exited(watchdog);
      watchdog.stdin.end();
      await gone;
    },
  };
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return openSync(file, 'a', 0o600);
}

/**
 * Asks a guarded program to end, and after `grace_ms` ends its whole group. The first signal goes to the group, or only to
 * its leader, as in a container. Resolves when the leader is gone.
 */
export async function endGroup(
  child: ChildProcess,
  grace_ms: number,
  signal: NodeJS.Signals = 'SIGTERM',
  to: 'group' | 'leader' = 'group',
): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = exited(child);
  if (to === 'group' || signal === 'SIGKILL') killGroup(pid, signal);
  else child.kill(signal);
  const timer = setTimeout(() => killGroup(pid, 'SIGKILL'), grace_ms);
  await gone;
  clearTimeout(timer);
}
