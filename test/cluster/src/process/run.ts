import { spawn } from 'node:child_process';
import { createGuard } from './guard.ts';
import { killGroup } from './kill-group.ts';

/** What a finished command left behind. */
export type RunResult = { code: number; stdout: string; stderr: string };

export type RunOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** The command ends when this process is killed: for what takes minutes. */
  guarded?: boolean;
};

const KEPT_CHARACTERS = 200_000;

/**
 * Runs a command to its end in a process group of its own, which an abort kills as a whole (a compiler has children).
 * A missing program is code 127. Rejects only when aborted.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const guard = options.guarded === true ? createGuard() : null;
    const { cwd, env = process.env } = options;
    const place = { env, ...(cwd === undefined ? {} : { cwd }) };
    const child =
      guard?.spawn(command, { ...place, args, output: 'pipe' }) ??
      spawn(command, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-KEPT_CHARACTERS);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_CHARACTERS);
    });
    const abort = () => {
      if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
    };
    signal?.addEventListener('abort', abort, { once: true });
    const done = (result: RunResult) => {
      signal?.removeEventListener('abort', abort);
      void guard?.close();
      if (signal?.aborted) reject(signal.reason);
      else resolve(result);
    };
    child.on('error', (error) => done({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, stdout, stderr }));
  });
}
