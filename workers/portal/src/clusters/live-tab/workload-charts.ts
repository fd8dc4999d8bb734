import type { SeriesBucket } from '@modekeeper/contracts';
import type { ChartData, ChartLine, ChartMarker, ChartWindow } from '../../charts/chart-types.ts';
import type { Range } from './ranges.ts';

type Read = (bucket: SeriesBucket) => number | null;
type LineSpec = { label: string; read: Read; dashed?: boolean };
/** One of a workload's charts. `field`: what its telemetry line must hold to fill it. */
type ChartSpec = { id: string; title: string; field: string; unit: string; height: number; lines: readonly LineSpec[] };

/** The charts of a workload, from top to bottom. Neutral lines: colour is for signals, changes and states. */
const SPECS: readonly ChartSpec[] = [
  {
    id: 'step_time',
    title: 'Step time',
    field: 'latency_ms',
    unit: 'ms',
    height: 190,
    lines: [
      { label: 'Step time, median', read: ({ step_time_ms }) => step_time_ms.median },
      { label: 'p95', read: ({ step_time_ms }) => step_time_ms.p95, dashed: true },
    ],
  },
  {
    id: 'loss',
    title: 'Loss',
    field: 'loss',
    unit: '',
    height: 130,
    lines: [{ label: 'Loss, mean', read: ({ loss_mean }) => loss_mean }],
  },
  {
    id: 'throughput',
    title: 'Throughput',
    field: 'throughput',
    unit: '/s',
    height: 130,
    lines: [{ label: 'Throughput, mean', read: ({ throughput_mean }) => throughput_mean }],
  },
  {
    id: 'gpu',
    title: 'GPU use',
    field: 'gpu_util_pct and gpu_mem_util_pct',
    unit: '%',
    height: 130,
    lines: [
      { label: 'GPU utilisation, mean', read: ({ gpu_util_pct_mean }) => gpu_util_pct_mean },
      { label: 'GPU memory, mean', read: ({ gpu_mem_util_pct_mean }) => gpu_mem_util_pct_mean, dashed: true },
    ],
  },
];

export type WorkloadChart = { id: string; title: string; height: number; data: ChartData };
export type Missing = { title: string; field: string };
type Around = { range: Range; now_ms: number; markers: readonly ChartMarker[]; windows: readonly ChartWindow[] };

/** The charts that a workload's buckets fill, and what it does not report: no chart is drawn empty. */
export function workloadCharts(all: readonly SeriesBucket[], around: Around): { charts: WorkloadChart[]; missing: Missing[] } {
  const { markers, now_ms, range, windows } = around;
  const from_ms = now_ms - range.span_ms;
  const buckets = all.filter(({ start_ms }) => start_ms >= from_ms);
  const times_ms = buckets.map(({ start_ms }) => start_ms);
  const charts: WorkloadChart[] = [];
  const missing: Missing[] = [];
  for (const { field, height, id, lines: specs, title, unit } of SPECS) {
    const lines: ChartLine[] = specs
      .map(({ dashed, label, read }) => ({ label, color: 'ink-2' as const, values: buckets.map(read), dashed: dashed ?? false }))
      .filter(({ values }) => values.some((value) => value !== null));
    if (lines.length === 0) {
      missing.push({ title, field });
      continue;
    }
    const data = { times_ms, lines, unit, bucket_ms: range.bucket_ms, range_ms: { from_ms, to_ms: now_ms }, markers, windows };
    charts.push({ id, title, height, data });
  }
  return { charts, missing };
}

/** Values that the workload last said it uses, by knob, sorted. */
export function knobsInUse(buckets: readonly SeriesBucket[]): { knob: string; value: number }[] {
  const known = buckets.findLast(({ effective_knobs }) => Object.keys(effective_knobs).length > 0)?.effective_knobs ?? {};
  return Object.entries(known)
    .map(([knob, { value }]) => ({ knob, value }))
    .sort((left, right) => (left.knob < right.knob ? -1 : 1));
}
