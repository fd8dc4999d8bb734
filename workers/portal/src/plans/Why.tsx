import type { Plan } from '@modekeeper/contracts';
import { formatDuration } from '@modekeeper/evidence/format-time';
import { formatNumber, formatValue } from '@modekeeper/evidence/format-value';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { TimeChart } from '../charts/TimeChart.tsx';
import { workloadName } from '../live/series-cache.ts';
import { useScope } from '../session/organization.ts';
import { serverNow } from '../time/clock.ts';
import { formatUtcTime } from '../time/format.ts';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { type PlanDetail, sealedOf } from './documents.ts';
import { bucketsIn, bucketsOfWindow, chartSpan, evidenceChart } from './evidence-chart.ts';
import { burstInBuckets, SIGNAL_WORDS, signalName } from './evidence-words.ts';
import { spanQuery } from './queries.ts';

const HEIGHT_PX = 220;

/** Buckets of a window that closed so lately may still be on their way. */
const ON_THEIR_WAY_MS = 600_000;

/** What the connector saw: the signal, its rule and threshold, and the series around the window that was judged. */
export function Why({ plan }: { plan: PlanDetail }) {
  const sealed = sealedOf(plan);
  if (sealed === undefined) return null;
  const { detector, evidence } = sealed;
  const { samples, signals, window_end_ms, window_start_ms } = evidence;
  const window = `window ${formatUtcTime(window_start_ms)} to ${formatUtcTime(window_end_ms)} UTC (${formatDuration(window_end_ms - window_start_ms)})`;
  return (
    <Card title="Why" note={`detector ${detector}, ${window}, ${samples} samples`}>
      <div className="grid gap-3">
        <Chart plan={plan} sealed={sealed} />
        <ul className="grid gap-1">
          {signals.map((signal) => (
            <li key={signal}>
              <strong className="font-semibold">{signalName(signal)}</strong>
              {': '}
              {(detector === 'heuristic_v1' ? SIGNAL_WORDS[signal]?.rule : undefined) ??
                `the rule of detector ${detector} for it is not known to this page.`}
            </li>
          ))}
        </ul>
        <p className="text-1 text-ink-3">
          Judged in the cluster over single steps; the chart shows 10-second buckets of them, because samples never leave it.
        </p>
      </div>
    </Card>
  );
}

function Chart({ plan, sealed }: { plan: PlanDetail; sealed: Plan }) {
  const { organization } = useScope();
  const [opened_ms] = useState(serverNow);
  const workload = workloadName(sealed.target);
  const span = chartSpan(sealed);
  const { data, error, isPending, refetch } = useQuery(spanQuery(organization.id, plan.cluster_id, workload, span, opened_ms));
  const series = data?.workloads.find((one) => one.workload === workload);
  const chart = useMemo(() => (series === undefined ? null : evidenceChart(sealed, series)), [series, sealed]);
  if (isPending) return <Skeleton className="h-72 w-full" />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (series === undefined || chart === null || bucketsIn(series.buckets, span).length === 0) {
    return (
      <p className="rounded-1 border border-line bg-canvas px-4 py-6 text-ink-2">
        {opened_ms - sealed.evidence.window_end_ms < ON_THEIR_WAY_MS
          ? 'Not here yet: the connector sends the buckets of that time when somebody looks, and every 5 minutes.'
          : 'Not recorded: the control plane holds no buckets of this workload for that time. Fine ones are kept for 24 hours, coarse ones for 30 days.'}{' '}
        The plan itself keeps the window, the signals and a digest of the samples.
      </p>
    );
  }
  const burst = sealed.evidence.signals.includes('burst')
    ? burstInBuckets(bucketsOfWindow(series.buckets, sealed.evidence, series.bucket_ms))
    : null;
  return (
    <>
      <TimeChart
        data={chart}
        height={HEIGHT_PX}
        label={`Evidence for ${sealed.evidence.signals.map(signalName).join(', ')} of ${sealed.target.namespace}/${sealed.target.name}`}
      />
      {burst !== null && (
        <p>
          In the buckets of the window the slowest step took {formatValue(burst.slowest_ms, 'ms')},{' '}
          {formatNumber(burst.slowest_ms / burst.median_ms)} times the median of {formatValue(burst.median_ms, 'ms')}.
        </p>
      )}
    </>
  );
}
