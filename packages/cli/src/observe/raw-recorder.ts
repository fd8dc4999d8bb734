import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { LineSplitter } from '@modekeeper/telemetry';
import type { ByteSource } from '@modekeeper/telemetry/trace';
import { makeFolders } from '../io/files.ts';

/** What became of a recording, as reports say it. */
export type RawRecord = {
  record_raw_path: string | null;
  record_raw_lines_written: number;
  record_raw_error: string | null;
};

const NO_RECORD: RawRecord = { record_raw_path: null, record_raw_lines_written: 0, record_raw_error: null };
const LONGEST_ERROR = 200;
const LF = 0x0a;
const CHUNK_BYTES = 262_144;

/** Input as it came, and the lines that ended in it. */
type Recorded = { readonly bytes: Uint8Array; readonly lines: readonly unknown[] };
export type RawRecorder = { write(input: Recorded): void; finish(): RawRecord };

/**
 * Writes every input line verbatim to `file` (shown as `path`). An error never fails the run: its text is kept and writing stops
 * (contract page `telemetry`, "Raw recorder"). `append`: an iteration after the first of a watch.
 */
export function rawRecorder(options: { path: string; file: string; input: string | null; append: boolean }): RawRecorder {
  const { append, file, input, path } = options;
  let handle: number | null = null;
  let error: string | null = null;
  let lines = 0;
  let last = LF;
  const guarded = (work: () => void) => {
    if (error !== null) return;
    try {
      work();
    } catch (thrown) {
      error = shortened(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  guarded(() => {
    if (input === file) throw new Error('the recording would overwrite the trace that it is made of');
    makeFolders(dirname(file));
    handle = openSync(file, append ? 'a' : 'w');
  });
  const put = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length && handle !== null; ) at += writeSync(handle, bytes, at);
  };
  return {
    write: (input) =>
      guarded(() => {
        put(input.bytes);
        last = input.bytes.at(-1) ?? last;
        lines += input.lines.length;
      }),
    finish() {
      // A last line without an end gets one, so that what is appended later begins a line.
      guarded(() => {
        if (last !== LF && last !== 0x0d) put(Uint8Array.of(LF));
      });
      if (handle !== null) closeSync(handle);
      return { record_raw_path: path, record_raw_lines_written: lines, record_raw_error: error };
    },
  };
}

/** When nothing was asked to be recorded. */
export const NO_RECORDER: RawRecorder = { write: () => undefined, finish: () => NO_RECORD };

/** Records all of a file. */
export function recordBytes(recorder: RawRecorder, source: ByteSource): void {
  const splitter = new LineSplitter();
  const chunk = new Uint8Array(CHUNK_BYTES);
  let position = 0;
  for (let count = source.read(position, chunk); count > 0; count = source.read(position, chunk)) {
    const bytes = chunk.subarray(0, count);
    recorder.write({ bytes, lines: splitter.push(bytes) });
    position += count;
  }
  recorder.write({ bytes: new Uint8Array(0), lines: splitter.end() });
}

/** A source without lines: nothing is written. */
export function unsupportedRecord(path: string): RawRecord {
  return { record_raw_path: path, record_raw_lines_written: 0, record_raw_error: 'unsupported_source' };
}

function shortened(text: string): string {
  return text.length <= LONGEST_ERROR ? text : `${text.slice(0, LONGEST_ERROR - 3)}...`;
}
