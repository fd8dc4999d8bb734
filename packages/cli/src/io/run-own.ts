import { spawn } from 'node:child_process';
import type { Io } from '../cli/io.ts';
import { Refusal } from '../cli/refuse.ts';
import { resolveFrom } from './paths.ts';

/** Runs `mk` as a process of its own: the binary that MK_BIN names, else this one. Answers its exit code. @throws Refusal */
export function runOwnMk(io: Pick<Io, 'env' | 'cwd' | 'err'>, args: readonly string[]): Promise<number> {
  const named = io.env.MK_BIN ?? '';
  const [program, first] = named === '' ? [process.execPath, process.argv.slice(1, 2)] : [binaryPath(io, named), []];
  return new Promise((done, fail) => {
    const child = spawn(program, [...first, ...args], {
      cwd: io.cwd,
      env: { ...io.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (line !== '') io.err(line);
    });
    child.once('error', (cause) =>
      fail(new Refusal(`${named || 'mk'} cannot be run; name an executable file in MK_BIN or leave it unset`, 2, cause)),
    );
    child.once('close', (code) => done(code ?? 1));
  });
}

/** A path is one from the person's folder; a bare name is looked up on PATH. */
function binaryPath(io: Pick<Io, 'cwd'>, named: string): string {
  return named.includes('/') ? resolveFrom(io, named) : named;
}
