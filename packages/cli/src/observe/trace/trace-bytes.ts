import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@modekeeper/telemetry/trace';
import { refuse } from '../../cli/refuse.ts';
import { openTemporary } from './temporary.ts';

const COPY_BYTES = 262_144;

/** Bytes of an open file, as many as it had when it was opened: a trace that grows is read up to there. */
export type TraceBytes = ByteSource & { readonly file: number; close(): void };

export function bytesOfFile(file: number, size_bytes: number): ByteSource {
  return {
    size_bytes,
    read: (position, into) => readSync(file, into, 0, Math.min(into.length, size_bytes - position), position),
  };
}

/**
 * Opens a trace; `path` is where it lies, `shown` how the person named it. What can be read only once, such as a pipe, is copied into the
 * temporary folder first. @throws Refusal when there is no such file
 */
export function openTraceBytes(path: string, shown: string): TraceBytes {
  const file = openOrRefuse(path, shown);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) refuse(`telemetry path is a folder: ${shown}; give a .jsonl or .csv file`);
    if (stat.isFile()) return { ...bytesOfFile(file, stat.size), file, close: () => closeSync(file) };
  } catch (error) {
    closeSync(file);
    throw error;
  }
  try {
    return copied(file);
  } finally {
    closeSync(file);
  }
}

function openOrRefuse(path: string, shown: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      refuse(`telemetry file not found: ${shown}; check the path`, error);
    throw error;
  }
}

function copied(from: number): TraceBytes {
  const temporary = openTemporary();
  try {
    const chunk = new Uint8Array(COPY_BYTES);
    let size_bytes = 0;
    for (let count = readSync(from, chunk); count > 0; count = readSync(from, chunk)) {
      temporary.append(chunk.subarray(0, count));
      size_bytes += count;
    }
    return { ...bytesOfFile(temporary.file, size_bytes), file: temporary.file, close: () => temporary.close() };
  } catch (error) {
    temporary.close();
    throw error;
  }
}
