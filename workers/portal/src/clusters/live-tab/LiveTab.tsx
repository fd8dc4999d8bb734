import { formatDuration } from '@modekeeper/evidence/format-time';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Api } from '../../api/types.ts';
import { useNow } from '../../time/use-now.ts';
import { buttonClass } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { clusterRouteApi } from '../page/route.ts';
import { presenceCause } from '../presence-words.ts';
import { usePresence } from '../use-presence.ts';
import { RangePicker } from './RangePicker.tsx';
import { type Range, rangeOf } from './ranges.ts';
import { useClusterPlans } from './use-cluster-plans.ts';
import { useWorkloads } from './use-workloads.ts';
import { WorkloadCard } from './WorkloadCard.tsx';

/** The time axis moves on this often. */
const TICK_MS = 5_000;

/** What the workloads of a cluster do, live. */
export function LiveTab({ cluster }: { cluster: Api<'Cluster'> }) {
  const { range: chosen } = clusterRouteApi.useSearch();
  const navigate = useNavigate();
  const range = rangeOf(chosen);
  const now_ms = useNow(TICK_MS);
  const { error, pending, refetch, workloads } = useWorkloads(cluster, range);
  const { details, plans } = useClusterPlans(cluster.id, now_ms - range.span_ms);
  if (cluster.state === 'pending') return <NotInstalled cluster_id={cluster.id} />;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Following cluster={cluster} range={range} />
        <RangePicker
          chosen={range.id}
          onChoose={(id) =>
            void navigate({
              to: '/clusters/$id',
              params: { id: cluster.id },
              search: (search) => ({ ...search, range: id }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {workloads.map((workload) => (
        <WorkloadCard key={workload.key} {...{ cluster, workload, range, now_ms, plans, details }} />
      ))}
      {workloads.length === 0 && pending && error === null && <LoadingCard />}
      {workloads.length === 0 && !pending && error === null && <NoWorkloads cluster={cluster} />}
    </div>
  );
}

function Following({ cluster, range }: { cluster: Api<'Cluster'>; range: Range }) {
  const { live, state } = usePresence(cluster.id, cluster.presence);
  const words =
    live && state === 'connected'
      ? `Live: buckets of ${formatDuration(range.bucket_ms)} arrive as they close.`
      : live
        ? 'The connector sends nothing at the moment; what you see is what was recorded.'
        : 'Not live at the moment; what you see is what was recorded.';
  return <p className="text-1 text-ink-3">{words}</p>;
}

function LoadingCard() {
  return (
    <Card title={<Skeleton className="h-4 w-40" />}>
      <div role="status" className="grid gap-4">
        <span className="sr-only">Loading series</span>
        {[190, 130, 130].map((height, at) => (
          <span key={`chart-${String(at)}`} style={{ height }}>
            <Skeleton className="h-full w-full" />
          </span>
        ))}
      </div>
    </Card>
  );
}

function NotInstalled({ cluster_id }: { cluster_id: string }) {
  return (
    <Card title="Live" flush>
      <Empty
        title="No connector is installed yet"
        action={
          <Link to="/start" search={{ cluster: cluster_id }} className={buttonClass('primary')}>
            Go on with the guide
          </Link>
        }
      >
        The guide gives the Helm command with the token. Once the connector runs and its uid is confirmed, what it observes
        appears here.
      </Empty>
    </Card>
  );
}

function NoWorkloads({ cluster }: { cluster: Api<'Cluster'> }) {
  const { cause, state } = usePresence(cluster.id, cluster.presence);
  return (
    <Card title="Live" flush>
      <Empty title="No workload is observed">
        {state === 'connected' ? (
          <>
            The connector’s value <code>targets</code> names the workloads that it follows; so far it has reported none. Add one
            to the values file and upgrade the release.
          </>
        ) : (
          presenceCause({ state, cause })
        )}
      </Empty>
    </Card>
  );
}
