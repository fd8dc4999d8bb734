import { dirname, resolve } from 'node:path';
import type { Flags } from '../cli/flags.ts';

/** A path that the person gave, from the folder that they are in. Reports show it as given. */
export function resolveFrom({ cwd }: { cwd: string }, path: string): string {
  return resolve(cwd, path);
}

/** `--inputs-root`, else the parent of `--out`; resolved. */
export function inputsRoot(io: { cwd: string }, flags: Flags): string {
  const given = flags.optional('inputs-root');
  return given === undefined ? dirname(resolveFrom(io, flags.text('out'))) : resolveFrom(io, given);
}
