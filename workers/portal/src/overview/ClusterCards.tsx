import { Link } from '@tanstack/react-router';
import { Skeleton } from '../ui/Skeleton.tsx';
import { presenceOf } from './attention.ts';
import { ClusterCard } from './ClusterCard.tsx';
import type { Overview } from './use-overview.ts';

/** As many as sockets keep live; the list has the rest. */
const SHOWN = 12;

/** The clusters, those in trouble first. */
export function ClusterCards({ overview }: { overview: Overview }) {
  const { clusters, ready, recent, snapshots, waiting } = overview;
  const isWell = (id: string) => {
    const cluster = clusters.find((one) => one.id === id);
    return cluster !== undefined && presenceOf(cluster, snapshots).state === 'connected';
  };
  const shown = [...clusters].sort((left, right) => Number(isWell(left.id)) - Number(isWell(right.id))).slice(0, SHOWN);
  const rest = clusters.length - shown.length;
  if (ready && clusters.length === 0) return null;
  return (
    <section aria-labelledby="overview-clusters" className="grid min-w-0 gap-3">
      <h2 id="overview-clusters" className="text-3 font-semibold">
        Clusters
      </h2>
      <ul className="grid grid-cols-3 gap-3 max-xl:grid-cols-2 max-md:grid-cols-1">
        {clusters.length === 0
          ? [0, 1, 2].map((place) => (
              <li key={place}>
                <Skeleton className="h-40" />
              </li>
            ))
          : shown.map((cluster) => (
              <li key={cluster.id} className="min-w-0">
                <ClusterCard cluster={cluster} plans={[...waiting, ...recent].filter((plan) => plan.cluster_id === cluster.id)} />
              </li>
            ))}
      </ul>
      {rest > 0 && (
        <p className="text-ink-2">
          {`${rest} more `}
          <Link to="/clusters" className="link">
            in the list of clusters
          </Link>
          . Here {SHOWN} are kept live.
        </p>
      )}
    </section>
  );
}
