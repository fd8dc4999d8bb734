import { setImmediate as breathe } from 'node:timers/promises';
import { type FileFormat, fileFormat } from '@modekeeper/telemetry';
import { BlockStore, type ObservedTrace, openTrace, settleTrace } from '@modekeeper/telemetry/trace';
import type { Io } from '../cli/io.ts';
import { Refusal, refuse } from '../cli/refuse.ts';
import { resolveFrom } from '../io/paths.ts';
import { NO_RECORDER, type RawRecorder, recordBytes } from './raw-recorder.ts';
import { parseTrace } from './trace/parse-trace.ts';
import { openTemporary, type Temporary } from './trace/temporary.ts';
import { openTraceBytes, type TraceBytes } from './trace/trace-bytes.ts';

export const PROGRESS_EVERY_MS = 1_000;
/** Samples that are held in memory; more are merged in a temporary file. */
const MAX_SAMPLES = 1_000_000;
/** What a sample takes there: its columns, and once more what is needed by time. */
const SPILLED_BYTES = 36 + 24;

/** Format of a trace by its suffix. @throws Refusal in the contract's words */
export function traceFormat(path: string): FileFormat {
  return fileFormat(path) ?? refuse(`Unsupported file type: ${path}`);
}

/** A trace that was read. Its window reads from files that are open until it is disposed of. */
export type ObservedFile = ObservedTrace & Disposable;

/** Samples of a trace that the person named. @throws Refusal when there is no such file, or a signal comes */
export async function observeFile(
  io: Pick<Io, 'cwd' | 'now' | 'progress' | 'signal'>,
  path: string,
  recorder: RawRecorder = NO_RECORDER,
  max_samples = MAX_SAMPLES,
): Promise<ObservedFile> {
  const format = traceFormat(path);
  const source = openTraceBytes(resolveFrom(io, path), path);
  const open: { close(): void }[] = [source];
  const close = () => {
    for (const one of open.splice(0)) one.close();
  };
  try {
    if (recorder !== NO_RECORDER) recordBytes(recorder, source);
    const observed = await read(io, path, { source, format, max_samples, keep: (temporary) => open.push(temporary) });
    return { ...observed, [Symbol.dispose]: close };
  } catch (error) {
    close();
    if (!io.signal.aborted) throw error;
    throw new Refusal(`stopped by ${String(io.signal.reason)} while reading ${path}; no report was written`, 2, error);
  }
}

type Reading = { source: TraceBytes; format: FileFormat; max_samples: number; keep(temporary: Temporary): void };

async function read(
  io: Pick<Io, 'now' | 'progress' | 'signal'>,
  path: string,
  { format: suffix, keep, max_samples, source }: Reading,
): Promise<ObservedTrace> {
  const { format, segments } = openTrace(source, suffix);
  const { file, size_bytes } = source;
  const tell = onceIn(PROGRESS_EVERY_MS, io);
  let read_bytes = 0;
  const store = new BlockStore({
    max_samples,
    makeSpill: ({ samples }) => {
      const temporary = openTemporary((samples * SPILLED_BYTES * size_bytes) / read_bytes);
      keep(temporary);
      return temporary;
    },
  });
  const onBlock = (block: Parameters<BlockStore['add']>[0], index: number) => {
    read_bytes = segments[index]?.to ?? size_bytes;
    store.add(block);
    tell(() => `reading ${path}: ${mebibytes(read_bytes)} of ${mebibytes(size_bytes)} MiB`);
  };
  await parseTrace({ file, size_bytes, format, segments }, onBlock, io.signal);
  return settleTrace(store, { source, format }, async (samples) => {
    await breathe();
    io.signal.throwIfAborted();
    tell(() => `sorting ${path}: ${samples} of ${store.samples} samples`);
  });
}

/** Says something, unless it has said something a moment ago. */
export function onceIn(pause_ms: number, { now, progress }: Pick<Io, 'now' | 'progress'>): (line: () => string) => void {
  let told_ms = now();
  return (line) => {
    if (now() - told_ms < pause_ms) return;
    told_ms = now();
    progress(line());
  };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
