import type { Block, Segment, TraceFormat } from '@modekeeper/telemetry/trace';

/** What a thread needs to take part in parsing a trace. */
export type ThreadTask = {
  /** Open in the process, so in all of its threads. */
  file: number;
  size_bytes: number;
  format: TraceFormat;
  segments: readonly Segment[];
  /** Number of the next segment that nobody has taken. */
  next: Int32Array<SharedArrayBuffer>;
};

/** What a thread says: a segment's number, and what became of its lines. */
export type ParsedSegment = { index: number; block: Block };

/** Takes the next segment; undefined when there is none left. */
export function takeSegment({ next, segments }: ThreadTask): { index: number; segment: Segment } | undefined {
  const index = Atomics.add(next, 0, 1);
  const segment = segments[index];
  return segment === undefined ? undefined : { index, segment };
}
