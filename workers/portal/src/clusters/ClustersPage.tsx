import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { Api } from '../api/types.ts';
import { CLUSTERS_FOLLOWED, useFollow } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { environmentsQuery } from '../shell/ScopeSwitch.tsx';
import { Button, buttonClass } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { Table, Th } from '../ui/Table.tsx';
import { ClusterCard, ClusterRow } from './list/ClusterRow.tsx';
import { clustersQuery } from './queries.ts';

/** Every cluster of the organization, or of the chosen environment: is it there, what may it do, does it wait for somebody. */
export function ClustersPage() {
  const { environment_id, organization } = useScope();
  const clusters = useInfiniteQuery(clustersQuery(organization.id, environment_id));
  const items = clusters.data?.pages.flatMap((page) => page.items);
  const worth = followable(items ?? []);
  useFollow(worth);
  return (
    <Page title="Clusters" actions={items?.length === 0 ? undefined : <AddCluster />}>
      {clusters.error !== null && items === undefined ? (
        <Failure error={clusters.error} onRetry={() => void clusters.refetch()} />
      ) : (
        <Card title={title(items, clusters.hasNextPage)} note={note(worth.length)} flush>
          {items === undefined ? <SkeletonRows rows={4} label="clusters" /> : <Clusters items={items} />}
          {clusters.hasNextPage && (
            <div className="border-t border-line px-4 py-3">
              <Button small busy={clusters.isFetchingNextPage} onClick={() => void clusters.fetchNextPage()}>
                Show more clusters
              </Button>
            </div>
          )}
        </Card>
      )}
    </Page>
  );
}

function Clusters({ items }: { items: readonly Api<'Cluster'>[] }) {
  const { environment_id, organization } = useScope();
  const { data } = useQuery(environmentsQuery(organization.id));
  const nameOf = (id: string) => data?.items.find((environment) => environment.id === id)?.name ?? '…';
  if (items.length === 0) return <NoClusters inEnvironment={environment_id === null ? null : nameOf(environment_id)} />;
  const heads = ['Name', 'Environment', 'Presence', 'Mode', 'Version', 'Last seen', 'Pending plans'];
  return (
    <>
      <div className="max-md:hidden">
        <Table caption="Clusters" head={heads.map((head) => <Th key={head}>{head}</Th>)}>
          {items.map((cluster) => (
            <ClusterRow key={cluster.id} cluster={cluster} environment={nameOf(cluster.environment_id)} />
          ))}
        </Table>
      </div>
      <ul className="md:hidden">
        {items.map((cluster) => (
          <ClusterCard key={cluster.id} cluster={cluster} environment={nameOf(cluster.environment_id)} />
        ))}
      </ul>
    </>
  );
}

function NoClusters({ inEnvironment }: { inEnvironment: string | null }) {
  return (
    <Empty
      title={inEnvironment === null ? 'No cluster yet' : `No cluster in the environment ${inEnvironment}`}
      action={<AddCluster />}
    >
      A cluster appears here when you add it; the guide then leads through the Helm command that installs its connector. Until you
      allow more, a connector only observes.
    </Empty>
  );
}

function AddCluster() {
  return (
    <Link to="/start" className={buttonClass('primary')}>
      <Plus aria-hidden="true" size={16} />
      Add a cluster
    </Link>
  );
}

function title(items: readonly unknown[] | undefined, more: boolean): string {
  if (items === undefined) return 'Clusters';
  return `${items.length}${more ? '+' : ''} ${items.length === 1 && !more ? 'cluster' : 'clusters'}`;
}

/** Clusters that may have something to tell, those first that were heard before: only so many are followed. */
function followable(items: readonly Api<'Cluster'>[]): string[] {
  const alive = items.filter(({ state }) => state !== 'pending' && state !== 'revoked');
  const heard = ({ presence }: Api<'Cluster'>) => presence.last_seen_at !== null;
  return [...alive.filter(heard), ...alive.filter((cluster) => !heard(cluster))].map(({ id }) => id);
}

function note(count: number): string | undefined {
  return count > CLUSTERS_FOLLOWED
    ? `${CLUSTERS_FOLLOWED} are followed live; the others say when they were last observed.`
    : undefined;
}
