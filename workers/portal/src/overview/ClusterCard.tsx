import { formatValue } from '@modekeeper/evidence/format-value';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Activity, Clock } from 'lucide-react';
import type { Api } from '../api/types.ts';
import { Sparkline } from '../charts/Sparkline.tsx';
import { modeLabel } from '../clusters/mode-words.ts';
import { PresenceChip } from '../clusters/PresenceChip.tsx';
import { presenceCause } from '../clusters/presence-words.ts';
import { RECENT, recentSeriesQuery } from '../clusters/recent-series.ts';
import { usePresence } from '../clusters/use-presence.ts';
import type { WorkloadSeries } from '../live/series-cache.ts';
import { useLiveSnapshot } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { environmentsQuery } from '../shell/ScopeSwitch.tsx';
import { useNow } from '../time/use-now.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { evenSteps } from './even-steps.ts';
import { signalOf } from './signal-of.ts';

/** One cluster: is it alive, what is wrong now, how its steps go, what waits. */
export function ClusterCard({ cluster, plans }: { cluster: Api<'Cluster'>; plans: readonly Api<'Plan'>[] }) {
  const { organization } = useScope();
  const environments = useQuery(environmentsQuery(organization.id));
  const presence = usePresence(cluster.id, cluster.presence);
  const environment = environments.data?.items.find(({ id }) => id === cluster.environment_id);
  return (
    <article className="relative grid h-full content-start gap-2.5 rounded-1 border border-line bg-surface px-4 py-3.5 shadow-card focus-within:border-line-strong hover:border-line-strong">
      <div className="flex min-w-0 items-start justify-between gap-2">
        <h3 className="min-w-0 text-2 font-semibold">
          {/* The whole card is the link's target; what it says is the name. */}
          <Link
            to="/clusters/$id"
            params={{ id: cluster.id }}
            className="block truncate no-underline after:absolute after:inset-0 hover:underline"
          >
            <bdi>{cluster.name}</bdi>
          </Link>
        </h3>
        <PresenceChip cluster_id={cluster.id} listed={cluster.presence} />
      </div>
      <p className="truncate text-1 text-ink-3">
        <bdi>{environment?.name ?? ' '}</bdi>
        {cluster.mode !== null && `, mode ${modeLabel(cluster.mode).toLowerCase()}`}
      </p>
      {cluster.state === 'active' ? (
        <Live cluster={cluster} plans={plans} />
      ) : (
        <p className="text-ink-2">{presenceCause(presence)}</p>
      )}
    </article>
  );
}

function Live({ cluster, plans }: { cluster: Api<'Cluster'>; plans: readonly Api<'Plan'>[] }) {
  const { organization } = useScope();
  const now_ms = useNow(5_000);
  const series = useQuery(recentSeriesQuery(organization.id, cluster.id));
  const findings = useLiveSnapshot(cluster.id)?.findings ?? [];
  const signal = signalOf(plans, findings, now_ms);
  const waiting = new Set(plans.filter(({ state }) => state === 'verified' || state === 'needs_person').map(({ id }) => id)).size;
  const workloads = series.data?.workloads.filter(({ buckets }) => buckets.length > 0) ?? [];
  return (
    <>
      <div className="h-13">
        {series.isLoading ? <Skeleton className="h-full" /> : <Steps workloads={workloads} now_ms={now_ms} />}
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="inline-flex items-center gap-1.5">
          <Activity
            aria-hidden="true"
            size={14}
            className={signal === null ? 'text-ink-3' : undefined}
            style={signal === null ? undefined : { color: `var(--${signal.color})` }}
          />
          {signal?.label ?? <span className="text-ink-2">{workloads.length === 0 ? 'Nothing observed' : 'No signal'}</span>}
        </span>
        {waiting > 0 && (
          <span className="inline-flex items-center gap-1.5 text-warn">
            <Clock aria-hidden="true" size={14} />
            {waiting === 1 ? '1 plan waits' : `${waiting} plans wait`}
          </span>
        )}
      </p>
    </>
  );
}

/** Step time of the workload that was observed last; of several it says so. */
function Steps({ now_ms, workloads }: { workloads: readonly WorkloadSeries[]; now_ms: number }) {
  const [first] = [...workloads].sort(
    (left, right) => (right.buckets.at(-1)?.start_ms ?? 0) - (left.buckets.at(-1)?.start_ms ?? 0),
  );
  if (first === undefined) return <p className="text-ink-2">No steps in the last 15 minutes.</p>;
  const name = first.workload.split('/').slice(-2).join('/');
  const last = first.buckets.findLast(({ step_time_ms }) => step_time_ms.median !== null)?.step_time_ms.median;
  const now = last == null ? 'not reported' : formatValue(last, 'ms');
  return (
    <div className="grid gap-1">
      <p className="flex min-w-0 items-baseline justify-between gap-2">
        <span className="min-w-0 truncate text-ink-2">
          {name}
          {workloads.length > 1 && ` and ${workloads.length - 1} more`}
        </span>
        <span className="shrink-0 font-[550]">{now}</span>
      </p>
      <Sparkline
        values={evenSteps(first.buckets, { ...RECENT, now_ms })}
        label={`Step time of ${name} over 15 minutes, now ${now}`}
      />
    </div>
  );
}
