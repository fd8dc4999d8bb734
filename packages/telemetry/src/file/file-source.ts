import type { Sample } from '@modekeeper/contracts';
import { csvRowParser } from '../parse/file-csv.ts';
import { parseFileJsonl } from '../parse/file-jsonl.ts';
import { type ObserveIngest, totalled } from '../window/counters.ts';
import { settleSamples } from '../window/settle.ts';
import { type LineBlock, readLines } from './lines.ts';
import type { FileLine } from './record.ts';

/** Samples of a source, with what was read and what was dropped on the way. */
export type Observed = { samples: Sample[]; rows_read: number; observe_ingest: ObserveIngest };

export type FileFormat = 'jsonl' | 'csv';

/** Format by suffix, any case; null for another one. */
export function fileFormat(path: string): FileFormat | null {
  const suffix = /\.(jsonl|csv)$/i.exec(path)?.[1]?.toLowerCase();
  return suffix === 'jsonl' || suffix === 'csv' ? suffix : null;
}

/** Collects the samples of a file (contract page `telemetry`, "File source"), line by line; `settle` ends it. */
export class FileIngest {
  readonly #format: FileFormat;
  readonly #samples: Sample[] = [];
  readonly #dropped = { invalid_json: 0, invalid_shape: 0, missing_fields: 0 };
  #rows = 0;
  #parseRow: ((line: string | null) => FileLine) | null = null;

  constructor(format: FileFormat) {
    this.#format = format;
  }

  accept(line: string | null): void {
    const parsed = this.#format === 'jsonl' ? parseFileJsonl(line) : this.#parseCsv(line);
    // Rows are physical lines of JSONL, blank ones too, but only data rows of CSV.
    if (parsed === 'header' || (this.#format === 'csv' && parsed.kind === 'blank')) return;
    this.#rows += 1;
    if (parsed.kind === 'sample') this.#samples.push(parsed.sample);
    else if (parsed.kind !== 'blank') this.#dropped[parsed.kind] += 1;
  }

  settle(): Observed {
    const { dropped_duplicates, reordered, samples } = settleSamples(this.#samples);
    const { invalid_json, invalid_shape, missing_fields } = this.#dropped;
    const observe_ingest = totalled({
      dropped_invalid_json: invalid_json,
      dropped_invalid_shape: invalid_shape,
      dropped_missing_fields: missing_fields,
      dropped_duplicates,
      reordered,
    });
    return { samples, rows_read: this.#rows, observe_ingest };
  }

  #parseCsv(line: string | null): FileLine | 'header' {
    // Blank rows are skipped, above the header too.
    if (line?.trim() === '') return { kind: 'blank' };
    if (this.#parseRow !== null) return this.#parseRow(line);
    this.#parseRow = csvRowParser(line);
    return 'header';
  }
}

/** Reads a file's bytes as they come. `onBlock` sees the input before it is parsed: the raw recorder and progress. */
export async function readFileSource(
  format: FileFormat,
  chunks: AsyncIterable<Uint8Array>,
  onBlock: (block: LineBlock) => void = () => undefined,
): Promise<Observed> {
  const ingest = new FileIngest(format);
  for await (const block of readLines(chunks)) {
    onBlock(block);
    for (const line of block.lines) ingest.accept(line);
  }
  return ingest.settle();
}
