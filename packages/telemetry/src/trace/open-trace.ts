import type { FileFormat } from '../file/file-source.ts';
import { type ByteSource, LineReader, type Segment } from './line-reader.ts';
import { lineText, type TraceFormat } from './parse-segment.ts';

/** Large enough that dealing them out costs nothing, small enough that two threads end together. */
const SEGMENT_BYTES = 4 * 1_048_576;
/** A very large trace has larger ones: each may become a run of its own to merge, and each run has a page in memory. */
const MOST_SEGMENTS = 512;

/** How a trace is read, and the segments of its records in their order. The header of a CSV trace is its first line that is not blank. */
export function openTrace(source: ByteSource, format: FileFormat): { format: TraceFormat; segments: Segment[] } {
  if (format === 'jsonl') return { format: { format }, segments: segmentsFrom(0, source) };
  const reader = new LineReader(source, { from: 0, to: source.size_bytes });
  while (reader.begin() && reader.next()) {
    const header = lineText(reader);
    if (header?.trim() === '') continue;
    const from = reader.begin() ? reader.offset : source.size_bytes;
    return { format: { format, header }, segments: segmentsFrom(from, source) };
  }
  return { format: { format, header: null }, segments: [] };
}

function segmentsFrom(first: number, { size_bytes }: ByteSource): Segment[] {
  const step = Math.max(SEGMENT_BYTES, Math.ceil((size_bytes - first) / MOST_SEGMENTS));
  const count = Math.ceil((size_bytes - first) / step);
  return Array.from({ length: count }, (_, index) => {
    const from = first + index * step;
    return { from, to: Math.min(from + step, size_bytes) };
  });
}
