import type { SignalName } from '@modekeeper/contracts';
import { formatDuration, formatUtc } from '../../chart/format-time.ts';
import { formatNumber } from '../../chart/format-value.ts';
import type { QuickFacts } from '../facts.ts';
import { printable } from '../printable.ts';
import { BUCKETS } from '../series.ts';
import { SIGNAL_TITLES } from '../signal-words.ts';
import { windowLine } from '../source-words.ts';
import { type Chart, chartSvg } from './chart-svg.ts';
import { chartsOf } from './charts.ts';
import { type Html, html } from './html.ts';
import { timeTicks } from './time-axis.ts';
import { signalList } from './what-changes.ts';

/** Why: the signals in words, and the charts of the window on one axis of time. */
export function whatWasSeen(facts: QuickFacts): Html {
  const { detector, series, source } = facts;
  const scene = { series, ticks: timeTicks(series, source.kind === 'synthetic'), changes: series.knob_changes };
  const charts = chartsOf(facts);
  return html`<section class="card long"><h2>What was seen <small>detector ${detector}, ${windowLine(facts)}</small></h2>
<div class="body">${signalList(facts)}
${charts.map((chart) => html`<figure><figcaption>${chart.title}</figcaption>${chartSvg(chart, scene)}${legend(chart, series.knob_changes.length > 0)}</figure>`)}
${charts.length === 0 ? '' : html`<p class="small">${axisWords(facts)}</p>`}${knobChanges(facts)}</div></section>`;
}

function axisWords({ found, series, source }: QuickFacts): string {
  const axis = source.kind === 'synthetic' ? 'Time since the start.' : 'Times in UTC.';
  const drawn =
    series.sample_count > BUCKETS
      ? ` Each line runs through the least and the greatest value of ${BUCKETS} equal parts of the window.`
      : '';
  const shaded = found.windows.length === 0 ? '' : ' Shaded: samples that carry the signal.';
  return `${axis}${drawn}${shaded}`;
}

function legend({ lines, windows }: Chart, has_changes: boolean): Html {
  const signals = [...new Set(windows.map(({ signal }) => signal))];
  if (lines.length === 1 && signals.length === 0 && !has_changes) return html``;
  return html`<ul class="legend">${lines.map(({ look, name }) => html`<li>${swatch(html`<line class="trace ${look}" x1="0" x2="18" y1="5" y2="5"/>`)}${name}</li>`)}
${signals.map((signal: SignalName) => html`<li>${swatch(html`<rect class="band ${signal}" width="18" height="10"/>`)}${SIGNAL_TITLES[signal]}</li>`)}
${has_changes ? html`<li>${swatch(html`<line class="knob" x1="9" x2="9" y1="0" y2="10"/>`)}knob change</li>` : ''}</ul>`;
}

function swatch(drawing: Html): Html {
  return html`<svg viewBox="0 0 18 10" aria-hidden="true" focusable="false">${drawing}</svg>`;
}

/** Changes that the workload reported of itself. */
function knobChanges({ series, source }: QuickFacts): Html {
  const { knob_changes, more_knob_changes } = series;
  if (knob_changes.length === 0) return html``;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Knob changes"><table><caption>Knob changes that the workload reported${more_knob_changes === 0 ? '' : `, the first ${knob_changes.length} of ${knob_changes.length + more_knob_changes}`}</caption>
<thead><tr><th scope="col">When</th><th scope="col">Knob</th><th scope="col">From → to</th></tr></thead>
<tbody>${knob_changes.map(({ at_ms, from, knob, to }) => html`<tr><td>${source.kind === 'synthetic' ? formatDuration(at_ms - series.start_ms) : formatUtc(at_ms)}</td><td><code><bdi>${printable(knob, 60)}</bdi></code></td><td class="move">${formatNumber(from)}<span class="arrow">→</span>${formatNumber(to)}</td></tr>`)}</tbody></table></div>`;
}
