import { decodeLine } from '../file/lines.ts';
import type { FileLine } from '../file/record.ts';
import { csvRowParser } from '../parse/file-csv.ts';
import { parseFileJsonl } from '../parse/file-jsonl.ts';
import { type Block, BlockBuilder, Gathering } from './block.ts';
import { Figures, fillFigures } from './figures.ts';
import { type ByteSource, LineReader, type Segment } from './line-reader.ts';
import { LineScanner } from './line-scanner.ts';

/** How the lines of a trace are read. The header of a CSV trace is null when it is not UTF-8. */
export type TraceFormat = { format: 'jsonl' } | { format: 'csv'; header: string | null };

/** Text of the line that a reader stands at; null when it is not UTF-8, or too long. */
export function lineText({ bytes, from, is_too_long, offset, to }: LineReader): string | null {
  return is_too_long ? null : decodeLine(bytes.subarray(from, to), offset === 0);
}

/** Strict reading of one line's text. */
export function lineParser(format: TraceFormat): (line: string | null) => FileLine {
  return format.format === 'csv' ? csvRowParser(format.header) : parseFileJsonl;
}

/** Reads segments of a trace; one for each thread. */
export class SegmentParser {
  readonly #source: ByteSource;
  readonly #is_jsonl: boolean;
  readonly #parse: (line: string | null) => FileLine;
  readonly #scanner = new LineScanner();
  readonly #figures = new Figures();
  /** Used again for each segment. */
  readonly #gathering = new Gathering();

  constructor(source: ByteSource, format: TraceFormat) {
    this.#source = source;
    this.#is_jsonl = format.format === 'jsonl';
    this.#parse = lineParser(format);
  }

  parse(segment: Segment): Block {
    const block = new BlockBuilder(this.#gathering);
    const reader = new LineReader(this.#source, segment);
    const figures = this.#figures;
    while (reader.begin()) {
      // A line that is read from its front shows where it ends; one that is cut by the end of what was read, once more when it is whole.
      let is_taken = this.#is_jsonl && reader.take(this.#scanner.scan(reader.bytes, reader.from, figures));
      if (!is_taken) {
        if (!reader.next()) break;
        is_taken = this.#is_jsonl && this.#scanner.scan(reader.bytes, reader.from, figures) === reader.to;
      }
      if (is_taken) block.add(figures, reader.offset);
      else this.#strictly(reader, block);
    }
    return block.finish();
  }

  #strictly(reader: LineReader, block: BlockBuilder): void {
    const parsed = this.#parse(lineText(reader));
    if (parsed.kind === 'sample') {
      fillFigures(this.#figures, parsed.sample);
      block.add(this.#figures, reader.offset);
      return;
    }
    // Rows are physical lines of JSONL, blank ones too, but only data rows of CSV.
    if (parsed.kind !== 'blank' || this.#is_jsonl) block.other_rows += 1;
    if (parsed.kind !== 'blank') block.dropped[parsed.kind] += 1;
  }
}
