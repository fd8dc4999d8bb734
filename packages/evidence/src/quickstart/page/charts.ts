import type { SignalName } from '@modekeeper/contracts';
import { BURST_RATIO, DRIFT_RATIO, GPU_SATURATED_PCT, STRAGGLER_RATIO } from '@modekeeper/engine';
import { formatNumber } from '../../chart/format-value.ts';
import type { QuickFacts } from '../facts.ts';
import type { Measure } from '../measures.ts';
import { meanOf, rangeOf } from '../series.ts';
import { activeSignals, SIGNAL_TITLES } from '../signal-words.ts';
import { valueAxis } from './axis.ts';
import type { Chart, ChartLine, Threshold } from './chart-svg.ts';

type Wanted = {
  id: string;
  title: string;
  unit: string;
  lines: readonly (readonly [Measure, string])[];
  /** Signals that are marked in this chart where they are active. */
  signals: readonly SignalName[];
  /** Of a fixed scale. */
  range?: { min: number; max: number };
};

const WANTED: readonly Wanted[] = [
  {
    id: 'step-time',
    title: 'Step time',
    unit: 'ms',
    lines: [['step_time_ms', 'step time']],
    signals: ['drift', 'burst', 'straggler', 'gpu_saturated'],
  },
  { id: 'loss', title: 'Loss', unit: '', lines: [['loss', 'loss']], signals: ['drift'] },
  { id: 'throughput', title: 'Throughput', unit: 'per s', lines: [['throughput', 'throughput']], signals: [] },
  {
    id: 'workers',
    title: 'Slowest worker against the median worker',
    unit: 'times',
    lines: [['worker_ratio', 'slowest worker']],
    signals: ['straggler'],
  },
  {
    id: 'gpu',
    title: 'GPU',
    unit: '%',
    lines: [
      ['gpu_util_pct', 'load'],
      ['gpu_mem_util_pct', 'memory'],
    ],
    signals: ['gpu_saturated'],
    range: { min: 0, max: 100 },
  },
];

/** The charts of what was seen, in their order; what no sample says has none. */
export function chartsOf(facts: QuickFacts): Chart[] {
  return WANTED.flatMap((wanted) => chartOf(wanted, facts) ?? []);
}

function chartOf({ id, lines, range, signals, title, unit }: Wanted, facts: QuickFacts): Chart | null {
  const { found, series } = facts;
  const seen = lines.filter(([measure]) => series.seen[measure] > 0);
  if (seen.length === 0) return null;
  const active = activeSignals(facts).filter((signal) => signals.includes(signal));
  const thresholds = active.flatMap((signal) => thresholdOf(id, signal, facts));
  const ranges = [...seen.flatMap(([measure]) => rangeOf(series.marks[measure]) ?? []), ...(range === undefined ? [] : [range])];
  const values = [...ranges.flatMap(({ max, min }) => [min, max]), ...thresholds.map(({ value }) => value)];
  const windows = found.windows.filter(({ signal }) => active.includes(signal));
  return {
    id,
    title,
    unit,
    description: descriptionOf(seen, unit, facts, windows.length === 0 ? [] : active),
    lines: seen.map(
      ([measure, name], at): ChartLine => ({ name, look: at === 0 ? 'first' : 'second', marks: series.marks[measure] }),
    ),
    axis: valueAxis({ min: Math.min(...values), max: Math.max(...values) }),
    windows,
    thresholds,
  };
}

/** Where a signal begins, in the chart of what it is judged by. */
function thresholdOf(id: string, signal: SignalName, { found, value }: QuickFacts): Threshold[] {
  if (id === 'step-time') {
    const median = value.throughput.step_time_ms_p50;
    if (signal !== 'burst' || median === null) return [];
    const begins = median * BURST_RATIO;
    return [{ signal, value: begins, label: `burst begins at ${formatNumber(begins)} ms` }];
  }
  if (signal === 'drift') {
    if (found.loss === null) return [];
    const begins = found.loss.first_mean * DRIFT_RATIO;
    return [{ signal, value: begins, label: `drift begins at a mean of ${formatNumber(begins)}` }];
  }
  if (signal === 'straggler')
    return [{ signal, value: STRAGGLER_RATIO, label: `straggler begins at a mean of ${STRAGGLER_RATIO} times` }];
  return [{ signal, value: GPU_SATURATED_PCT, label: `saturated begins at ${GPU_SATURATED_PCT} %` }];
}

function descriptionOf(seen: Wanted['lines'], unit: string, { series }: QuickFacts, active: readonly SignalName[]): string {
  const parts = seen.map(([measure, name]) => {
    const range = rangeOf(series.marks[measure]) ?? { min: 0, max: 0 };
    const mean = formatNumber(meanOf(series.marks[measure]) ?? 0);
    return `${name} from ${formatNumber(range.min)} to ${formatNumber(range.max)}, mean ${mean}${unit === '' ? '' : ` ${unit}`}`;
  });
  const marked = active.length === 0 ? '' : ` Marked: ${active.map((signal) => SIGNAL_TITLES[signal]).join(', ')}.`;
  return `${parts.join('; ')}.${marked}`;
}
