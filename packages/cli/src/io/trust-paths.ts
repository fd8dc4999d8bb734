import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MISSING, presentFile, type TrustFile } from '@modekeeper/trust';
import type { Io } from '../cli/io.ts';
import { readOrNull } from './files.ts';
import { resolveFrom } from './paths.ts';

type Place = Pick<Io, 'env' | 'cwd' | 'home'>;
type Wanted = { flag: string | undefined; variable: string; name: string };

/** Folder of what a person trusts on this machine. */
export function trustFolder({ home }: Pick<Io, 'home'>): string {
  return join(home, '.config', 'modekeeper');
}

/** A trust file by flag, else by environment variable, else of that name in `~/.config/modekeeper` when it is there. */
export function findTrustFile(io: Place, { flag, name, variable }: Wanted): TrustFile {
  const named = flag ?? (io.env[variable] || undefined);
  if (named !== undefined) return readTrustFile(resolveFrom(io, named));
  const own = join(trustFolder(io), name);
  return existsSync(own) ? readTrustFile(own) : MISSING;
}

/** A file that was pointed at: there and readable, or not. */
export function readTrustFile(path: string): TrustFile {
  const content = readOrNull(path);
  return content === null ? { kind: 'unreadable' } : presentFile(content);
}

/** Its bytes, or null. */
export function contentOf(file: TrustFile): Uint8Array | string | null {
  return file.kind === 'present' ? file.content : null;
}
