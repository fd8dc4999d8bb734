import type { Sample } from '@modekeeper/contracts';
import { maximum, median } from '@modekeeper/engine';

/** Where the figures of a sample stand. */
export const Figure = {
  latency_ms: 0,
  loss: 1,
  throughput: 2,
  /** Slowest worker and median of the workers, milliseconds. */
  slowest_ms: 3,
  typical_ms: 4,
  gpu_util_pct: 5,
  gpu_mem_util_pct: 6,
  step: 7,
  rank: 8,
  timestamp_ms: 9,
} as const;

const COUNT = 10;
/** Those in front of the timestamp tell samples of one time apart. */
const PRINTED_WORDS = 2 * Figure.timestamp_ms;

/**
 * What reports need of one sample: NaN for a value that is not there, never a negative zero. One object for a whole trace, filled anew for each
 * line. Arrays and not fields, because numbers that pass between functions as such are put on the heap.
 */
export class Figures {
  readonly values = new Float64Array(COUNT);
  /** The same, two words each. */
  readonly words = new Uint32Array(this.values.buffer);
  node: string | null = null;
  gpu_model: string | null = null;
}

/** Fills in what a sample says. */
export function fillFigures(figures: Figures, sample: Sample): void {
  const { values } = figures;
  const workers = sample.worker_latencies_ms;
  const set = (figure: number, value: number | null | undefined) => {
    values[figure] = value === null || value === undefined ? Number.NaN : value + 0;
  };
  set(Figure.latency_ms, sample.latency_ms);
  set(Figure.loss, sample.loss);
  set(Figure.throughput, sample.throughput);
  set(Figure.slowest_ms, maximum(workers));
  set(Figure.typical_ms, median(workers));
  set(Figure.gpu_util_pct, sample.gpu_util_pct);
  set(Figure.gpu_mem_util_pct, sample.gpu_mem_util_pct);
  set(Figure.step, sample.step);
  set(Figure.rank, sample.rank);
  set(Figure.timestamp_ms, sample.timestamp_ms);
  figures.node = sample.node;
  figures.gpu_model = sample.gpu_model;
}

/**
 * 31 bits that are equal when two samples have the same content: only such samples need a second look. Not the other way round, and not all of
 * the content goes in.
 */
export function printOf({ node, words }: Figures): number {
  let print = 0;
  for (let at = 0; at < PRINTED_WORDS; at += 1) {
    const mix = Math.imul(print ^ (words[at] as number), 0x85ebca6b);
    print = mix ^ (mix >>> 15);
  }
  if (node !== null) print = Math.imul(print ^ textPrint(node), 0xc2b2ae35);
  return (print ^ (print >>> 13)) >>> 1;
}

let last_text = '';
let last_print = 0;

function textPrint(text: string): number {
  // Lines mostly come in runs of one node.
  if (text === last_text) return last_print;
  let print = 0;
  for (let at = 0; at < text.length; at += 1) print = Math.imul(print ^ text.charCodeAt(at), 0x01000193);
  last_text = text;
  last_print = print;
  return print;
}
