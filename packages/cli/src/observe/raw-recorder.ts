import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LineBlock } from '@modekeeper/telemetry';

/** What became of a recording, as reports say it. */
export type RawRecord = {
  record_raw_path: string | null;
  record_raw_lines_written: number;
  record_raw_error: string | null;
};

const NO_RECORD: RawRecord = { record_raw_path: null, record_raw_lines_written: 0, record_raw_error: null };
const LONGEST_ERROR = 200;
const LF = 0x0a;

export type RawRecorder = { write(block: LineBlock): void; finish(): RawRecord };

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
    mkdirSync(dirname(file), { recursive: true });
    handle = openSync(file, append ? 'a' : 'w');
  });
  const put = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length && handle !== null; ) at += writeSync(handle, bytes, at);
  };
  return {
    write: (block) =>
      guarded(() => {
        put(block.bytes);
        last = block.bytes.at(-1) ?? last;
        lines += block.lines.length;
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

/** A source without lines: nothing is written. */
export function unsupportedRecord(path: string): RawRecord {
  return { record_raw_path: path, record_raw_lines_written: 0, record_raw_error: 'unsupported_source' };
}

function shortened(text: string): string {
  return text.length <= LONGEST_ERROR ? text : `${text.slice(0, LONGEST_ERROR - 3)}...`;
}
