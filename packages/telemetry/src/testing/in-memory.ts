import type { Sample } from '@modekeeper/contracts';
import type { FileFormat } from '../file/file-source.ts';
import { LineSplitter } from '../file/lines.ts';
import type { FileLine } from '../file/record.ts';
import { csvRowParser } from '../parse/file-csv.ts';
import { parseFileJsonl } from '../parse/file-jsonl.ts';
import { type ObserveIngest, totalled } from '../window/counters.ts';
import { settleSamples } from '../window/settle.ts';

/** The contract's page put simply, all samples at hand: what reading in segments is held to. */
export function readTraceInMemory(
  format: FileFormat,
  bytes: Uint8Array,
): { samples: Sample[]; rows_read: number; observe_ingest: ObserveIngest } {
  const splitter = new LineSplitter();
  const lines = [...splitter.push(bytes), ...splitter.end()];
  const rows = format === 'jsonl' ? lines.map(parseFileJsonl) : csvRows(lines);
  const count = (kind: FileLine['kind']) => rows.filter((row) => row.kind === kind).length;
  const { dropped_duplicates, reordered, samples } = settleSamples(
    rows.flatMap((row) => (row.kind === 'sample' ? [row.sample] : [])),
  );
  const observe_ingest = totalled({
    dropped_invalid_json: count('invalid_json'),
    dropped_invalid_shape: count('invalid_shape'),
    dropped_missing_fields: count('missing_fields'),
    dropped_duplicates,
    reordered,
  });
  return { samples, rows_read: rows.length, observe_ingest };
}

/** Blank rows are skipped, above the header too; the header is no row. */
function csvRows(lines: readonly (string | null)[]): FileLine[] {
  const [header, ...rows] = lines.filter((line) => line?.trim() !== '');
  return header === undefined ? [] : rows.map(csvRowParser(header));
}
