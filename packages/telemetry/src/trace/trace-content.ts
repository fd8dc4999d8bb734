import { artifactLine, ModeKeeperError, type Sample } from '@modekeeper/contracts';
import type { FileLine } from '../file/record.ts';
import { type ByteSource, LineReader } from './line-reader.ts';
import { lineParser, lineText, type TraceFormat } from './parse-segment.ts';

/** Enough for a few lines: they are read one here, one there. */
const CHUNK_BYTES = 8_192;

/** The samples of a trace once more, by the places of their lines. */
export class TraceContent {
  readonly #reader: LineReader;
  readonly #parse: (line: string | null) => FileLine;

  constructor(source: ByteSource, format: TraceFormat) {
    this.#reader = new LineReader(source, { from: 0, to: source.size_bytes }, CHUNK_BYTES);
    this.#parse = lineParser(format);
  }

  /** @throws `invalid_input` when the sample that was there is no more */
  sampleAt(offset: number): Sample {
    const parsed = this.#parse(this.#textAt(offset));
    if (parsed.kind === 'sample') return parsed.sample;
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: 'The trace changed while it was read.',
      hint: 'Wait until nothing rewrites it, or copy it first.',
    });
  }

  /** Whether two lines have the same content, however it is written. */
  isSame(left: number, right: number): boolean {
    const text = this.#textAt(left);
    return text === this.#textAt(right) || artifactLine(this.sampleAt(left)) === artifactLine(this.sampleAt(right));
  }

  #textAt(offset: number): string | null {
    this.#reader.seek(offset);
    this.#reader.begin();
    return this.#reader.next() ? lineText(this.#reader) : null;
  }
}
