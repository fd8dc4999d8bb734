import type { FileFormat } from '../file/file-source.ts';
import { BlockStore } from '../trace/block-store.ts';
import type { ByteSource, Segment } from '../trace/line-reader.ts';
import { openTrace } from '../trace/open-trace.ts';
import { SegmentParser } from '../trace/parse-segment.ts';
import { type ObservedTrace, settleTrace } from '../trace/settle-trace.ts';
import type { Spill } from '../trace/spill.ts';

export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  size_bytes: bytes.length,
  read: (position, into) => {
    const part = bytes.subarray(position, position + into.length);
    into.set(part);
    return part.length;
  },
});

/** Bytes that are "elsewhere": copies, so that nothing is shared by chance. */
function spillInMemory(): Spill {
  let all = new Uint8Array(0);
  return {
    append: (bytes) => {
      const position = all.length;
      const longer = new Uint8Array(position + bytes.length);
      longer.set(all);
      longer.set(bytes, position);
      all = longer;
      return position;
    },
    read: (position, into) => into.set(all.subarray(position, position + into.length)),
  };
}

/** Where a trace is cut into segments, and how many of its samples are held in memory. */
export type Way = { cuts: readonly number[]; max_samples: number };

/** A trace by segments that are cut anywhere. */
export async function readInSegments(
  format: FileFormat,
  bytes: Uint8Array,
  { cuts, max_samples }: Way = { cuts: [], max_samples: 1_000 },
): Promise<ObservedTrace> {
  const source = sourceOf(bytes);
  const opened = openTrace(source, format);
  const parser = new SegmentParser(source, opened.format);
  const store = new BlockStore({ max_samples, makeSpill: spillInMemory });
  for (const segment of opened.segments) for (const part of cutUp(segment, cuts)) store.add(parser.parse(part));
  return settleTrace(store, { source, format: opened.format }, async () => undefined);
}

function cutUp({ from, to }: Segment, cuts: readonly number[]): Segment[] {
  const at = [...new Set([from, ...cuts.filter((cut) => cut > from && cut < to), to])].sort((left, right) => left - right);
  return at.slice(1).map((end, index) => ({ from: at[index] ?? from, to: end }));
}
