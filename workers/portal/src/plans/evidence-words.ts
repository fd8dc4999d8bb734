import type { SeriesBucket } from '@modekeeper/contracts';
import type { ChartColor } from '../charts/chart-types.ts';

type Measure = 'step_time' | 'loss' | 'gpu';
type Words = {
  name: string;
  /** The detector's rule and threshold (contract page `signals`). */
  rule: string;
  measure: Measure;
  color: ChartColor;
};

/** The detector's (contract page `signals`). */
const BURST_RATIO = 1.5;

/** What `heuristic_v1` calls a signal, and when. */
export const SIGNAL_WORDS: Record<string, Words> = {
  drift: {
    name: 'drift',
    rule: 'The mean loss of the last quarter of the samples is more than 15 % above that of the first quarter.',
    measure: 'loss',
    color: 's-drift',
  },
  burst: {
    name: 'burst',
    rule: 'The slowest step took more than 1.5 times the median step.',
    measure: 'step_time',
    color: 's-burst',
  },
  straggler: {
    name: 'straggler',
    rule: 'The slowest worker took, on average, more than 1.6 times the median worker.',
    measure: 'step_time',
    color: 's-straggler',
  },
  gpu_saturated: {
    name: 'GPU saturated',
    rule: 'GPU use or GPU memory use reached 90 % in at least one sample.',
    measure: 'gpu',
    color: 'warn',
  },
};

/** Name of a signal; its code where a newer detector names one that this page does not know. */
export function signalName(signal: string): string {
  return Object.hasOwn(SIGNAL_WORDS, signal) ? (SIGNAL_WORDS[signal]?.name ?? signal) : signal;
}

/** What to draw for the signals of a plan: the first known one decides, step time when none is known. */
export function measureOf(signals: readonly string[]): Measure {
  return signals.map((signal) => SIGNAL_WORDS[signal]?.measure).find((measure) => measure !== undefined) ?? 'step_time';
}

/** How far the slowest step of the window lay above its median, as the buckets tell it; null without data. */
export function burstInBuckets(buckets: readonly SeriesBucket[]): { slowest_ms: number; median_ms: number } | null {
  const threshold_ms = burstThreshold_ms(buckets);
  const slowest = buckets.flatMap(({ step_time_ms: { max } }) => max ?? []);
  return threshold_ms === null || slowest.length === 0
    ? null
    : { slowest_ms: Math.max(...slowest), median_ms: threshold_ms / BURST_RATIO };
}

/** Threshold of a burst from the buckets of the window; the detector's own was over its samples, so this is about there. Null without data. */
export function burstThreshold_ms(buckets: readonly SeriesBucket[]): number | null {
  const medians = buckets.flatMap(({ count, step_time_ms: { median } }) =>
    median === null ? [] : Array<number>(count).fill(median),
  );
  if (medians.length === 0) return null;
  medians.sort((left, right) => left - right);
  return (medians[Math.floor((medians.length - 1) / 2)] ?? 0) * BURST_RATIO;
}
