import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import { resolveFrom } from '../../io/paths.ts';

/** Lets a pack go to `out` only when nothing is there that is not a pack's: what is packed is what one run wrote. @throws Refusal */
export function claimFolder(io: Pick<Io, 'cwd'>, out: string, entries: readonly string[]): void {
  const folder = resolveFrom(io, out);
  const foreign = existsSync(folder) ? readdirSync(folder).find((name) => !entries.includes(name)) : undefined;
  if (foreign !== undefined)
    refuse(`${out} holds ${foreign}, which is no part of this pack; give --out a new folder, or the one of an earlier pack`);
}

/** Takes away what an earlier run left under these names. */
export function clearEntries(io: Pick<Io, 'cwd'>, out: string, entries: readonly string[]): void {
  for (const name of entries) rmSync(join(resolveFrom(io, out), name), { recursive: true, force: true });
}

/** @throws Refusal that names the first file that is not there */
export function requireFiles(io: Pick<Io, 'cwd'>, out: string, files: readonly string[]): void {
  const missing = files.find((path) => !existsSync(join(resolveFrom(io, out), path)));
  if (missing !== undefined)
    refuse(`the pack in ${out} is not complete: ${missing} is missing; make it again while nothing else writes there`);
}
