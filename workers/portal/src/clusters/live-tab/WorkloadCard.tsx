import { useMemo } from 'react';
import type { Api } from '../../api/types.ts';
import { ChartTable } from '../../charts/ChartTable.tsx';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { Card } from '../../ui/Card.tsx';
import { AppliedPlans } from './AppliedPlans.tsx';
import { Freshness } from './Freshness.tsx';
import { NoSamples } from './NoSamples.tsx';
import { evidenceWindows, planMarkers, sentPlans } from './plan-overlays.ts';
import type { Range } from './ranges.ts';
import type { Workload } from './use-workloads.ts';
import { knobsInUse, type Missing, workloadCharts } from './workload-charts.ts';

type Props = {
  cluster: Api<'Cluster'>;
  workload: Workload;
  range: Range;
  now_ms: number;
  plans: readonly Api<'Plan'>[];
  details: readonly Api<'PlanDetail'>[];
};

/** One workload: what it did in the range, what was changed and why, as charts on one time axis. */
export function WorkloadCard({ cluster, details, now_ms, plans, range, workload }: Props) {
  const { key, name, namespace, series } = workload;
  const buckets = series?.buckets ?? NONE;
  const sent = useMemo(() => sentPlans(plans, { namespace, name }), [plans, namespace, name]);
  const windows = useMemo(
    () => evidenceWindows(details.filter(({ target }) => target.namespace === namespace && target.name === name)),
    [details, namespace, name],
  );
  const { charts, missing } = useMemo(
    () => workloadCharts(buckets, { range, now_ms, markers: planMarkers(sent), windows }),
    [buckets, range, now_ms, sent, windows],
  );
  const last = buckets.at(-1);
  const title = (
    <>
      <bdi>{namespace}</bdi> / <bdi>{name}</bdi>
    </>
  );
  const freshness = last === undefined ? undefined : <Freshness last_start_ms={last.start_ms} bucket_ms={range.bucket_ms} />;
  return (
    <Card title={title} note={freshness}>
      {charts.length === 0 ? (
        <NoSamples cluster={cluster} workload={workload} range={range} />
      ) : (
        <div className="grid gap-4">
          <Facts workload={workload} />
          {charts.map((chart, at) => (
            <TimeChart
              key={chart.id}
              data={chart.data}
              label={`${chart.title} of ${namespace}/${name}`}
              height={chart.height}
              syncKey={`${cluster.id} ${key}`}
              table={false}
              worded={at === 0}
            />
          ))}
          <ChartTable charts={charts.map(({ data }) => data)} label={`Series of ${namespace}/${name}`} />
          {missing.length > 0 && <NotReported missing={missing} />}
        </div>
      )}
      <AppliedPlans plans={sent} from_ms={now_ms - range.span_ms} />
    </Card>
  );
}

const NONE: [] = [];

function Facts({ workload: { series } }: { workload: Workload }) {
  const knobs = knobsInUse(series?.buckets ?? NONE);
  const pods = series?.pods ?? null;
  if (knobs.length === 0 && pods === null) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-1 text-ink-3">
      {pods !== null && (
        <span>
          {pods.followed === 1 ? '1 pod' : `${pods.followed} pods`} followed
          {pods.not_observed > 0 && `, ${pods.not_observed} not observed`}
        </span>
      )}
      {knobs.length > 0 && (
        <span>
          In use, as the workload reports:{' '}
          {knobs.map(({ knob, value }) => (
            <span key={knob} className="mr-3 whitespace-nowrap text-ink-2">
              <code>{knob}</code> {value}
            </span>
          ))}
        </span>
      )}
    </p>
  );
}

/** Not an empty chart: one line that says what is missing and what would bring it. */
function NotReported({ missing }: { missing: readonly Missing[] }) {
  return (
    <p className="text-1 text-ink-3">
      Not reported in this range: {missing.map(({ title }) => title.toLowerCase().replace('gpu', 'GPU')).join(', ')}. To see it,
      let the workload add{' '}
      {missing.map(({ field }, at) => (
        <span key={field}>
          {at > 0 && ', '}
          <code>{field}</code>
        </span>
      ))}{' '}
      to its telemetry line.
    </p>
  );
}
