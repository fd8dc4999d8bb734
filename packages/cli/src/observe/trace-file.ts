import { createReadStream } from 'node:fs';
import { type SampleWindow, windowOf } from '@modekeeper/engine';
import { type FileFormat, fileFormat, type ObserveIngest, readFileSource } from '@modekeeper/telemetry';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { resolveFrom } from '../io/paths.ts';
import { NO_RECORDER, type RawRecorder } from './raw-recorder.ts';

const PROGRESS_EVERY_MS = 1_000;

/** Format of a trace by its suffix. @throws Refusal in the contract's words */
export function traceFormat(path: string): FileFormat {
  return fileFormat(path) ?? refuse(`Unsupported file type: ${path}`);
}

/** The samples of a trace, with what was read and what was dropped on the way. */
export type ObservedFile = { window: SampleWindow; rows_read: number; observe_ingest: ObserveIngest };

/** Samples of a trace that the person named. @throws Refusal when there is no such file */
export async function observeFile(
  io: Pick<Io, 'cwd' | 'now' | 'progress'>,
  path: string,
  recorder: RawRecorder = NO_RECORDER,
): Promise<ObservedFile> {
  const format = traceFormat(path);
  let told_ms = io.now();
  let bytes = 0;
  try {
    const { samples, ...read } = await readFileSource(format, createReadStream(resolveFrom(io, path)), (block) => {
      recorder.write(block);
      bytes += block.bytes.length;
      if (io.now() - told_ms < PROGRESS_EVERY_MS) return;
      told_ms = io.now();
      io.progress(`reading ${path}: ${Math.round(bytes / 1_048_576)} MiB`);
    });
    return { window: windowOf(samples), ...read };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      refuse(`telemetry file not found: ${path}; check the path`, error);
    throw error;
  }
}
