import { formatDuration } from '../../chart/format-time.ts';
import { formatNumber } from '../../chart/format-value.ts';
import { timeReadout } from '../../chart/ticks.ts';
import type { QuickFacts } from '../facts.ts';
import type { Measure } from '../measures.ts';
import { BUCKETS, meanOf, rangeOf } from '../series.ts';
import { type Html, html } from './html.ts';

const ROWS = 12;
const COLUMNS: readonly { measure: Measure; name: string; unit: string }[] = [
  { measure: 'loss', name: 'Loss', unit: 'mean' },
  { measure: 'throughput', name: 'Throughput', unit: 'mean per s' },
  { measure: 'worker_ratio', name: 'Slowest worker', unit: 'mean, times the median' },
  { measure: 'gpu_util_pct', name: 'GPU load', unit: 'mean %' },
  { measure: 'gpu_mem_util_pct', name: 'GPU memory', unit: 'mean %' },
];

/** What the charts show, as figures: for readers who do not see them, and for paper. */
export function figuresTable(facts: QuickFacts): Html {
  const { series, source } = facts;
  if (series.sample_count === 0) return html``;
  const columns = COLUMNS.filter(({ measure }) => series.seen[measure] > 0);
  const span_ms = series.end_ms - series.start_ms;
  const rows = span_ms === 0 ? 1 : ROWS;
  const part = <T>(values: readonly T[], row: number) => values.slice((row * BUCKETS) / rows, ((row + 1) * BUCKETS) / rows);
  const when = (row: number) => {
    const since_ms = Math.round((span_ms * row) / rows);
    return source.kind === 'synthetic' ? formatDuration(since_ms) : timeReadout(series.start_ms + since_ms, span_ms);
  };
  const shown = (value: number | null) => (value === null ? '–' : formatNumber(value));
  return html`<section class="card long"><h2>Figures <small>the charts as numbers, in ${rows} equal ${rows === 1 ? 'part' : 'parts'} of the window</small></h2>
<div class="scroll" tabindex="0" role="group" aria-label="Figures of the charts"><table class="figures"><thead><tr><th scope="col">From</th><th scope="col" class="number">Samples</th><th scope="col" class="number">Step time<br>mean ms</th><th scope="col" class="number">Slowest step<br>ms</th>${columns.map(({ name, unit }) => html`<th scope="col" class="number">${name}<br>${unit}</th>`)}</tr></thead>
<tbody>${Array.from({ length: rows }, (_, row) => {
    const steps = part(series.marks.step_time_ms, row);
    const count = steps.reduce((sum, one) => sum + (one?.count ?? 0), 0);
    return html`<tr><th scope="row">${when(row)}</th><td class="number">${formatNumber(count)}</td><td class="number">${shown(meanOf(steps))}</td><td class="number">${shown(rangeOf(steps)?.max ?? null)}</td>${columns.map(({ measure }) => html`<td class="number">${shown(meanOf(part(series.marks[measure], row)))}</td>`)}</tr>`;
  })}</tbody></table></div></section>`;
}
