import type { Plan, SeriesBucket } from '@modekeeper/contracts';
import { formatValue } from '@modekeeper/evidence/format-value';
import type { ChartData, ChartLine } from '../charts/chart-types.ts';
import { burstThreshold_ms, measureOf, SIGNAL_WORDS, signalName } from './evidence-words.ts';

const BEFORE_MS = 6 * 60_000;
const AFTER_MS = 3 * 60_000;
/** Fine buckets are kept for a day; a little less, so that none is asked for while it is dropped. */
const FINE_KEPT_MS = 23 * 3_600_000;

export type Span = { from_ms: number; to_ms: number };

/** Span of the chart: around the evidence and the moment of the proposal. The same at every look, so that it names the same series. */
export function chartSpan({ created_at, evidence }: Pick<Plan, 'created_at' | 'evidence'>): Span {
  const to_ms = Math.max(evidence.window_end_ms, created_at * 1_000) + AFTER_MS;
  return { from_ms: evidence.window_start_ms - BEFORE_MS, to_ms };
}

/** Which buckets are still kept for a span that begins then. */
export function bucketKept(from_ms: number, now_ms: number): 'fine' | 'coarse' {
  return now_ms - from_ms < FINE_KEPT_MS ? 'fine' : 'coarse';
}

/** Buckets of a span. Live ones may have been added to what was read. */
export function bucketsIn(buckets: readonly SeriesBucket[], { from_ms, to_ms }: Span): SeriesBucket[] {
  return buckets.filter(({ start_ms }) => start_ms >= from_ms && start_ms < to_ms);
}

/** Buckets that lie, wholly or partly, in the evidence's window. */
export function bucketsOfWindow(buckets: readonly SeriesBucket[], evidence: Plan['evidence'], bucket_ms: number): SeriesBucket[] {
  return bucketsIn(buckets, { from_ms: evidence.window_start_ms - bucket_ms + 1, to_ms: evidence.window_end_ms });
}

/** The evidence as a chart: what the signal is judged on, its window shaded, the threshold where the buckets can tell it. */
export function evidenceChart(
  plan: Pick<Plan, 'created_at' | 'evidence'>,
  series: { buckets: readonly SeriesBucket[]; bucket_ms: number },
): ChartData {
  const { created_at, evidence } = plan;
  const span = chartSpan(plan);
  const buckets = bucketsIn(series.buckets, span);
  const measure = measureOf(evidence.signals);
  const threshold_ms = evidence.signals.includes('burst')
    ? burstThreshold_ms(bucketsOfWindow(buckets, evidence, series.bucket_ms))
    : null;
  const signal = evidence.signals.find((one) => Object.hasOwn(SIGNAL_WORDS, one));
  return {
    times_ms: buckets.map(({ start_ms }) => start_ms),
    lines: LINES[measure](buckets),
    unit: measure === 'step_time' ? 'ms' : measure === 'gpu' ? '%' : '',
    bucket_ms: series.bucket_ms,
    range_ms: span,
    windows: [
      {
        from_ms: evidence.window_start_ms,
        to_ms: evidence.window_end_ms,
        label: `evidence: ${evidence.signals.map(signalName).join(', ')}`,
        color: signal === undefined ? 'info' : (SIGNAL_WORDS[signal]?.color ?? 'info'),
      },
    ],
    thresholds: [
      ...(threshold_ms === null
        ? []
        : [{ value: threshold_ms, label: `burst threshold, about ${formatValue(threshold_ms, 'ms')}` }]),
      ...(measure === 'gpu' ? [{ value: 90, label: 'saturated from 90 %' }] : []),
    ],
    markers: [{ at_ms: created_at * 1_000, label: 'proposed' }],
  };
}

const LINES: Record<ReturnType<typeof measureOf>, (buckets: readonly SeriesBucket[]) => ChartLine[]> = {
  step_time: (buckets) => [
    { label: 'slowest step', color: 's-burst', dashed: true, values: buckets.map(({ step_time_ms }) => step_time_ms.max) },
    { label: 'median step', color: 'ink-2', values: buckets.map(({ step_time_ms }) => step_time_ms.median) },
  ],
  loss: (buckets) => [{ label: 'loss', color: 'ink-2', values: buckets.map(({ loss_mean }) => loss_mean) }],
  gpu: (buckets) => [
    { label: 'GPU use', color: 'ink-2', values: buckets.map(({ gpu_util_pct_mean }) => gpu_util_pct_mean) },
    {
      label: 'GPU memory',
      color: 'info',
      dashed: true,
      values: buckets.map(({ gpu_mem_util_pct_mean }) => gpu_mem_util_pct_mean),
    },
  ],
};
