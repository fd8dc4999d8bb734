import { closeSync, mkdtempSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spill } from '@modekeeper/telemetry/trace';
import { refuse } from '../../cli/refuse.ts';

const MIB = 1_048_576;

/** A file outside of memory that nobody else sees, and that goes however the program ends. */
export type Temporary = Spill & { readonly file: number; close(): void };

/**
 * Opens one in a temporary folder of its own. `needed_bytes`: about how much will be written.
 * @throws Refusal when there is less room than that
 */
export function openTemporary(needed_bytes = 0): Temporary {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < needed_bytes)
    refuseRoom(`about ${mebibytes(needed_bytes)} are needed, ${mebibytes(bavail * bsize)} are free`);
  const folder = mkdtempSync(join(tmpdir(), 'mk-trace-'));
  let file: number;
  try {
    file = openSync(join(folder, 'spill'), 'wx+', 0o600);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const forget = removeWhenDone(folder);
  let end = 0;
  return {
    file,
    append(bytes) {
      const position = end;
      writeWhole(file, bytes, position);
      end += bytes.length;
      return position;
    },
    read(position, into) {
      for (let at = 0; at < into.length; ) {
        const count = readSync(file, into, at, into.length - at, position + at);
        if (count === 0) throw new RangeError('the temporary file is shorter than what was written');
        at += count;
      }
    },
    close() {
      closeSync(file);
      forget();
    },
  };
}

/**
 * Takes the folder's name away at once where an open file may be without one: then the system frees it even when the program is killed.
 * Elsewhere it goes when the file is closed, or at the end of the program.
 */
function removeWhenDone(folder: string): () => void {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    remove();
    return () => undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    process.once('exit', remove);
    return () => {
      process.off('exit', remove);
      remove();
    };
  }
}

function writeWhole(file: number, bytes: Uint8Array, position: number): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') refuseRoom('the disk is full', error);
    throw error;
  }
}

function refuseRoom(why: string, cause?: unknown): never {
  return refuse(
    `no room in the temporary folder ${tmpdir()}: ${why}; make room there or set TMPDIR to a folder that has it`,
    cause,
  );
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MIB)} MiB`;
}
