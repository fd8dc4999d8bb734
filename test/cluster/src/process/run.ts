import { spawn } from 'node:child_process';

/** What a finished command left behind. */
export type RunResult = { code: number; stdout: string; stderr: string };

export type RunOptions = { cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal };

const KEPT_CHARACTERS = 200_000;

/**
 * Runs a command to its end in a process group of its own, which an abort kills as a whole (a compiler has children).
 * A missing program is code 127. Rejects only when aborted.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-KEPT_CHARACTERS);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_CHARACTERS);
    });
    const abort = () => {
      if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
    };
    signal?.addEventListener('abort', abort, { once: true });
    const done = (result: RunResult) => {
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted) reject(signal.reason);
      else resolve(result);
    };
    child.on('error', (error) => done({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, stdout, stderr }));
  });
}

/** Signals a whole process group; a group that is already gone is what was wanted. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
