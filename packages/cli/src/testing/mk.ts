import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

export type MkResult = { code: number; stdout: string; stderr: string };
export type RunningMk = {
  process: ChildProcess;
  /** Its first line on stdout. */
  firstLine: Promise<string>;
  /** Its exit code. */
  ended: Promise<number>;
};
export type Mk = {
  /** A folder of this instance's own; commands run in it, its `home` is their home. */
  folder: string;
  /** Runs a command to its end, as the leader of a process group of its own. */
  run(args: readonly string[], env?: Record<string, string>): Promise<MkResult>;
  /** Starts a command that goes on until it is told to stop. */
  start(args: readonly string[], stderr?: 'inherit' | 'pipe'): RunningMk;
  /** A JSON artifact, by its path in the folder. */
  json<T>(path: string): T;
  text(path: string): string;
};

/** The packed CLI as a process in a folder of its own, with nothing of this machine's environment but PATH. */
export async function packedMk(): Promise<Mk> {
  const program = inject('mk_program');
  const folder = mkdtempSync(join(tmpdir(), 'mk-run-'));
  const base = { PATH: process.env.PATH ?? '', HOME: join(folder, 'home'), TZ: 'UTC' };
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  return {
    folder,
    text,
    json: <T>(path: string) => JSON.parse(text(path)) as T,
    start: (args, stderr = 'inherit') => {
      const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: base, stdio: ['ignore', 'pipe', stderr] });
      return {
        process: child,
        firstLine: new Promise((done) => child.stdout?.setEncoding('utf8').once('data', done)),
        ended: new Promise((done) => child.once('close', (code) => done(code ?? -1))),
      };
    },
    run: (args, env = {}) =>
      new Promise((done, fail) => {
        const child = spawn(process.execPath, [program, ...args], {
          cwd: folder,
          env: { ...base, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          stdout += chunk;
        });
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
          stderr += chunk;
        });
        child.once('error', fail);
        child.once('close', (code) => done({ code: code ?? -1, stdout, stderr }));
      }),
  };
}
