import { formatDuration, formatUtc } from '../chart/format-time.ts';
import { formatNumber } from '../chart/format-value.ts';
import type { QuickFacts } from './facts.ts';
import { printable } from './printable.ts';

/** Where the samples came from, in one line. */
export function sourceLine({ source, target }: QuickFacts): string {
  if (source.kind === 'file') return `trace file ${printable(source.path ?? '')}`;
  if (source.kind === 'k8s') return `log of Deployment ${printable(target.deployment)} in ${printable(target.namespace)}`;
  if (source.kind === 'prometheus') return 'Prometheus';
  return `made-up data, scenario ${source.scenario ?? 'none'}`;
}

/** Of data that nobody observed: said so that nobody can miss it; null for data that somebody did. */
export function syntheticWarning({ source }: QuickFacts): { title: string; text: string } | null {
  if (source.kind !== 'synthetic') return null;
  const chosen = source.is_default ? 'No source was given, so' : `As asked for with --scenario ${source.scenario},`;
  return {
    title: 'Synthetic data: nothing was observed',
    text: `${chosen} mk made these samples up (scenario ${source.scenario}). They show what a report looks like, and say nothing about any workload.`,
  };
}

/** `60 samples over 59 s`. */
export function windowLine({ assessment, series }: QuickFacts): string {
  const many = `${formatNumber(series.sample_count)} ${series.sample_count === 1 ? 'sample' : 'samples'}`;
  return assessment.window_s > 0 ? `${many} over ${formatDuration(assessment.window_s * 1_000)}` : many;
}

/** First and last moment; synthetic data has no moment. */
export function periodLine({ series, source }: QuickFacts): string | null {
  if (source.kind === 'synthetic' || series.sample_count === 0) return null;
  const [from, to] = [formatUtc(series.start_ms), formatUtc(series.end_ms)];
  const is_one_day = from.slice(0, 10) === to.slice(0, 10);
  return `${from.replace(' UTC', '')} to ${is_one_day ? to.slice(11) : to}`;
}

const DROPPED: readonly (readonly [string, string])[] = [
  ['dropped_invalid_json', 'not JSON'],
  ['dropped_invalid_shape', 'no object'],
  ['dropped_missing_fields', 'without a usable time or step time'],
  ['dropped_duplicates', 'said before'],
];

/** What became of the lines that were read; null where nothing was read. */
export function ingestLine({ source }: QuickFacts): string | null {
  const { ingest, rows_read } = source;
  if (ingest === null) return null;
  const dropped = DROPPED.flatMap(([key, words]) =>
    (ingest[key] ?? 0) === 0 ? [] : [`${formatNumber(ingest[key] ?? 0)} ${words}`],
  );
  const late = (ingest.reordered ?? 0) === 0 ? '' : ` ${formatNumber(ingest.reordered ?? 0)} came late and were put in order.`;
  const read = `${formatNumber(rows_read)} ${rows_read === 1 ? 'row' : 'rows'} read`;
  if (dropped.length === 0) return `${read}, none dropped.${late}`;
  return `${read}, ${formatNumber(ingest.dropped_total ?? 0)} dropped: ${dropped.join(', ')}.${late}`;
}

const QUALITY = {
  low: 'low',
  medium: 'medium: 12 samples over a minute or more would make it high',
  high: 'high',
} as const;
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sample_count_too_low: 'fewer than 3 samples',
    missing_metrics_window: 'the samples span no time',
    'missing_required_evidence_family:metrics_window': 'no metrics at all',
    synthetic_data: 'the data is made up',
  }),
);

/** How good the evidence is, and what it lacks. */
export function evidenceLine({ assessment }: QuickFacts): string {
  const reasons = assessment.insufficient_evidence_reasons.map((reason) => REASONS.get(reason) ?? printable(reason));
  if (reasons.length > 0) return `insufficient: ${reasons.join(', ')}`;
  return QUALITY[assessment.evidence_quality];
}
