import type { Sample } from '@modekeeper/contracts';
import {
  ExactSum,
  environmentOf,
  judgeFigures,
  meanOf,
  middle,
  pointIndices,
  quarterOf,
  type SampleWindow,
  type SignalFigures,
  type SortedValues,
  telemetryReport,
} from '@modekeeper/engine';
import { type ObserveIngest, totalled } from '../window/counters.ts';
import type { BlockStore } from './block-store.ts';
import { KeptSamples, type Pause } from './kept-samples.ts';
import type { ByteSource } from './line-reader.ts';
import type { NumberSequence } from './number-sequence.ts';
import type { TraceFormat } from './parse-segment.ts';
import { selectRank } from './select.ts';
import { type PlainTotals, withoutRepeated } from './totals.ts';
import { TraceContent } from './trace-content.ts';

/** The samples of a trace, with what was read and what was dropped on the way. The window reads from the source as long as it is used. */
export type ObservedTrace = { window: SampleWindow; rows_read: number; observe_ingest: ObserveIngest };

/** What all blocks of a trace come to: the same as of its samples at hand, sorted and without repetitions. */
export async function settleTrace(
  store: BlockStore,
  trace: { source: ByteSource; format: TraceFormat },
  pause: Pause,
): Promise<ObservedTrace> {
  const content = new TraceContent(trace.source, trace.format);
  const kept = new KeptSamples(store, content);
  await kept.gather(pause);
  const { invalid_json, invalid_shape, missing_fields } = store.dropped;
  const observe_ingest = totalled({
    dropped_invalid_json: invalid_json,
    dropped_invalid_shape: invalid_shape,
    dropped_missing_fields: missing_fields,
    dropped_duplicates: kept.dropped_duplicates,
    reordered: kept.reordered,
  });
  return { window: windowOfTrace(store, kept, content), rows_read: store.rows, observe_ingest };
}

function windowOfTrace(store: BlockStore, kept: KeptSamples, content: TraceContent): SampleWindow {
  const { earliest_ms, latest_ms } = store;
  const totals = withoutRepeated(store.totals, kept.repeated.plain());
  const { offsets } = kept;
  const sample_count = offsets.length;
  const chosen = pointIndices(sample_count).map((index) => content.sampleAt(offsets.at(index)));
  const latencies = sortedValues(kept.latencies);
  const { gpu_memories, gpu_utils, losses, throughput_sum, throughputs } = totals;
  return {
    sample_count,
    span_ms: sample_count === 0 ? 0 : latest_ms - earliest_ms,
    signals: judgeFigures(sample_count === 0 ? null : figuresOf(totals, kept, latencies)),
    telemetry: telemetryReport(sample_count, chosen),
    environment: environmentOf(totals.nodes, totals.gpu_models),
    latencies,
    throughput_avg: throughputs === 0 ? 0 : meanOf(throughput_sum, throughputs),
    counts: { loss: losses, gpu_util_pct: gpu_utils, gpu_mem_util_pct: gpu_memories },
    has_loss_with_throughput: totals.has_loss_with_throughput,
    samples: () => samplesAt(offsets, content),
  };
}

function figuresOf(totals: PlainTotals, kept: KeptSamples, latencies: SortedValues): SignalFigures {
  const { losses } = kept;
  const count = latencies.length;
  const quarter = quarterOf(losses.length);
  const [lower, upper] = [latencies.at((count - 1) >> 1) ?? 0, latencies.at(count >> 1) ?? 0];
  return {
    loss:
      losses.length === 0
        ? null
        : { first: meanBetween(losses, 0, quarter), last: meanBetween(losses, losses.length - quarter, losses.length) },
    latency: { max: kept.latency_max_ms, median: middle(lower, upper) },
    workers: { slowest: meanOf(totals.slowest_sum, count), typical: meanOf(totals.typical_sum, count) },
    gpu_saturated: totals.gpu_saturated,
  };
}

/** One for all calls. */
const SUM = new ExactSum();

function meanBetween(numbers: NumberSequence, from: number, to: number): number {
  SUM.clear();
  for (const piece of numbers.pieces(from, to)) {
    const words = new Uint32Array(piece.buffer, piece.byteOffset, piece.length * 2);
    for (let at = 0; at < words.length; at += 2) SUM.addWords(words, at);
  }
  return meanOf(SUM.total(), to - from);
}

/** Numbers by their place in the order, each looked for when it is asked for. */
function sortedValues(numbers: NumberSequence): SortedValues {
  const found = new Map<number, number>();
  return {
    length: numbers.length,
    at: (index) => {
      if (index < 0 || index >= numbers.length) return undefined;
      const known = found.get(index) ?? selectRank(numbers, index);
      found.set(index, known);
      return known;
    },
  };
}

function* samplesAt(offsets: NumberSequence, content: TraceContent): Generator<Sample> {
  for (const offset of offsets.values()) yield content.sampleAt(offset);
}
