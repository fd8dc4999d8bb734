import { artifactLine, type Sample } from '@modekeeper/contracts';

export type Settled = { samples: Sample[]; dropped_duplicates: number; reordered: number };

/**
 * What every source does before analysis (contract page `telemetry`, "Sample"): samples sorted by timestamp (stable), one whose whole
 * content equals an earlier one of that time dropped, and those counted whose timestamp is below the greatest before them in the input. A
 * repetition that is dropped does not count as reordered.
 */
export function settleSamples(input: readonly Sample[]): Settled {
  const order = Array.from(input.keys()).sort((left, right) => timeOf(input, left) - timeOf(input, right));
  const repeated = new Set<number>();
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && timeOf(input, order[end]) === timeOf(input, order[start])) end += 1;
    if (end - start > 1) markRepetitions(input, order.slice(start, end), repeated);
    start = end;
  }
  let greatest_ms = Number.NEGATIVE_INFINITY;
  let reordered = 0;
  for (const [index, { timestamp_ms }] of input.entries()) {
    if (timestamp_ms < greatest_ms && !repeated.has(index)) reordered += 1;
    greatest_ms = Math.max(greatest_ms, timestamp_ms);
  }
  const kept = repeated.size === 0 ? order : order.filter((index) => !repeated.has(index));
  return { samples: kept.map((index) => input[index] as Sample), dropped_duplicates: repeated.size, reordered };
}

// Content is compared only among samples of one time, so that a large input without repetitions costs no texts.
function markRepetitions(input: readonly Sample[], sameTime: readonly number[], repeated: Set<number>): void {
  const seen = new Set<string>();
  for (const index of sameTime) {
    const text = artifactLine(input[index]);
    if (seen.has(text)) repeated.add(index);
    seen.add(text);
  }
}

function timeOf(input: readonly Sample[], index: number | undefined): number {
  return (input[index ?? -1] as Sample).timestamp_ms;
}
