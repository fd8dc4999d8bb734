import type { SampleWindow } from '@modekeeper/engine';
import { percentileLinear } from '@modekeeper/value';
import { measured } from './measures.ts';
import { type QuickSeries, SeriesBuilder } from './series.ts';
import { type SignalFacts, SignalFinder } from './signal-finder.ts';

/** Samples after which it is said how far it is. */
const TOLD_EVERY = 32_768;

/** Looks once through the samples of a window, however many they are, for what charts and sentences need of them. */
export function lookThrough(
  window: SampleWindow,
  onProgress: (samples: number) => void = () => undefined,
): { series: QuickSeries; found: SignalFacts } {
  let done = 0;
  const series = new SeriesBuilder(window.span_ms);
  const finder = new SignalFinder({
    signals: window.signals,
    median_ms: percentileLinear(window.latencies, 0.5),
    losses: window.counts.loss,
    bucketOf: (at_ms) => series.bucketOf(at_ms),
  });
  for (const sample of window.samples()) {
    const values = measured(sample);
    series.accept(sample, values);
    finder.accept(sample, values);
    done += 1;
    if (done % TOLD_EVERY === 0) onProgress(done);
  }
  return { series: series.finish(), found: finder.finish() };
}
