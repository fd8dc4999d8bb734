import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program that this process started and will stop. Its output goes to a log file. */
export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Resolves with the exit code (or -1 when a signal ended it). */
  readonly exited: Promise<number>;
  /** SIGTERM, then SIGKILL after `grace_ms`. Resolves when it is gone. */
  stop(grace_ms?: number): Promise<void>;
  /** SIGKILL at once: for tests of crashes. */
  kill(): Promise<void>;
};

export type ChildSpec = { name: string; command: string; args: string[]; logFile: string; env?: NodeJS.ProcessEnv; cwd?: string };

/** Starts a program whose standard input stays open: programs of ours end when it closes, so nothing outlives its parent. */
export function startChild(spec: ChildSpec): Child {
  mkdirSync(dirname(spec.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(spec.logFile, 'a', 0o600);
  const options: SpawnOptions = {
    stdio: ['pipe', log, log],
    env: { ...process.env, ...spec.env },
    ...(spec.cwd ? { cwd: spec.cwd } : {}),
  };
  return asChild(spec.name, spawn(spec.command, spec.args, options));
}

/** Wraps a spawned process. */
export function asChild(name: string, child: ChildProcess): Child {
  const exited = new Promise<number>((done) => {
    child.once('exit', (code) => done(code ?? -1));
    child.once('error', () => done(-1));
  });
  const signal = async (first: NodeJS.Signals, grace_ms: number) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(first);
    const timer = setTimeout(() => child.kill('SIGKILL'), grace_ms);
    await exited;
    clearTimeout(timer);
  };
  return {
    name,
    pid: child.pid ?? -1,
    exited,
    stop: (grace_ms = 5_000) => signal('SIGTERM', grace_ms),
    kill: () => signal('SIGKILL', 5_000),
  };
}
