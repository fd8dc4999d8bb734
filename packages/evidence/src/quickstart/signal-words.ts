import { SIGNAL_NAMES, type SignalName } from '@modekeeper/contracts';
import { BURST_RATIO, DRIFT_RATIO, GPU_SATURATED_PCT, STRAGGLER_RATIO } from '@modekeeper/engine';
import { formatNumber } from '../chart/format-value.ts';
import type { QuickFacts } from './facts.ts';
import { rangeOf } from './series.ts';

/** Names of signals in a sentence. */
export const SIGNAL_TITLES: Record<SignalName, string> = {
  drift: 'loss drift',
  burst: 'step time burst',
  straggler: 'straggler',
  gpu_saturated: 'GPU saturated',
};

/** The active signals, in the order of reports. */
export function activeSignals({ signals }: Pick<QuickFacts, 'signals'>): SignalName[] {
  return SIGNAL_NAMES.filter((name) => signals[name]);
}

/** What carries a signal, in figures, and where it begins. */
export function signalSentence(signal: SignalName, facts: QuickFacts): string {
  const { found, series, value } = facts;
  if (signal === 'drift') {
    if (facts.signals.notes.includes('k8s_knob_drift'))
      return 'The Deployment’s knobs are not those that the chord sets: with KUBECTL set, scenario drift compares them.';
    const { first_mean = 0, last_mean = 0 } = found.loss ?? {};
    const rise = first_mean === 0 ? '' : `, ${percent(last_mean / first_mean - 1)} above it`;
    return `The mean loss was ${formatNumber(first_mean)} in the first quarter of the samples and ${formatNumber(last_mean)} in the last${rise}. Drift begins at ${percent(DRIFT_RATIO - 1)}.`;
  }
  if (signal === 'burst') {
    const slowest = rangeOf(series.marks.step_time_ms)?.max ?? 0;
    const median = value.throughput.step_time_ms_p50 ?? 0;
    const many = `${formatNumber(found.slow_steps)} of ${formatNumber(series.sample_count)} steps are that slow.`;
    return `The slowest step took ${formatNumber(slowest)} ms, ${times(slowest / median)} the median of ${formatNumber(median)} ms. A burst begins at ${times(BURST_RATIO)}; ${many}`;
  }
  if (signal === 'straggler')
    return `The slowest worker took, on average, ${times(found.worker_ratio)} as long as the median worker. A straggler begins at ${times(STRAGGLER_RATIO)}.`;
  const load = rangeOf(series.marks.gpu_util_pct)?.max;
  const memory = rangeOf(series.marks.gpu_mem_util_pct)?.max;
  const seen = [
    load === undefined ? null : `load ${percent(load / 100)}`,
    memory === undefined ? null : `memory ${percent(memory / 100)}`,
  ];
  return `A GPU reached ${seen.filter((one) => one !== null).join(' and ')}. Saturated begins at ${percent(GPU_SATURATED_PCT / 100)}.`;
}

/** `21 %`, `15.2 %`; number and sign stay on one line. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 })}\u00a0%`;
}

/** `1.5 times`. */
export function times(ratio: number): string {
  return `${ratio.toLocaleString('en-GB', { maximumFractionDigits: ratio < 10 ? 2 : 0 })} times`;
}
