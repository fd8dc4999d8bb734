import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { artifactJson } from '@modekeeper/contracts';

/**
 * Makes a folder and those above it, unless they are there. Not by the platform's own `recursive`: that never comes back where a folder
 * cannot be made although the one above it is there, as in `/proc`.
 */
export function makeFolders(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const above = dirname(path);
    if (error.code === 'ENOENT' && above !== path && !existsSync(above)) {
      makeFolders(above);
      makeFolders(path);
      return;
    }
    const isThere = ['EEXIST', 'EISDIR'].includes(String(error.code)) && statSync(path, { throwIfNoEntry: false })?.isDirectory();
    if (!isThere) throw error;
  }
}

/** Writes a file whole or not at all: into a temporary file of the same folder, then renamed. Makes the folders. */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = temporaryFor(path);
  try {
    writeFileSync(temporary, content, { mode });
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary, { force: true });
    throw about(path, error);
  }
}

/** The same for content that comes in pieces and need not fit into memory. */
export async function writeStream(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = temporaryFor(path);
  try {
    const file = openSync(temporary, 'wx', 0o644);
    try {
      for await (const chunk of content) for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary, { force: true });
    throw about(path, error);
  }
}

/** A system error names the file that the person knows: not the temporary one, and where a full disk names none, this one. */
function about(path: string, error: unknown): unknown {
  if (error instanceof Error && 'syscall' in error) return Object.assign(error, { path });
  return error;
}

function temporaryFor(path: string): string {
  makeFolders(dirname(path));
  return `${path}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Writes a JSON artifact; answers its path as built from what the person gave. */
export function writeArtifact(folder: string, name: string, value: unknown): string {
  const path = join(folder, name);
  writeWhole(path, artifactJson(value));
  return path;
}

/**
 * Writes `<prefix>_latest.json` and its twin `<prefix>_<YYYYMMDD_HHMMSS>.json` (UTC; if taken, the next free second). `twinPrefix` where it
 * differs from the latest name's, `twinStamp` where the time is written in another way. Answers the path of the latest.
 */
export function writeLatest(
  folder: string,
  prefix: string,
  value: unknown,
  options: { now_ms: number; twinPrefix?: string; twinStamp?: (at_ms: number) => string },
): string {
  const { twinPrefix = prefix, twinStamp = stamp } = options;
  const text = artifactJson(value);
  let at_ms = options.now_ms;
  const twin = () => join(folder, `${twinPrefix}_${twinStamp(at_ms)}.json`);
  while (existsSync(twin())) at_ms += 1_000;
  writeWhole(twin(), text);
  const latest = join(folder, `${prefix}_latest.json`);
  writeWhole(latest, text);
  return latest;
}

/** `YYYYMMDD_HHMMSS` in UTC. */
export function stamp(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '_');
}

/** Bytes of a file that a person named, or null when nothing is there. @throws the system's error for what is there and cannot be read */
export function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code)))
      return null;
    throw about(path, error);
  }
}

/** Bytes of a file, or null when it cannot be read. */
export function readOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
