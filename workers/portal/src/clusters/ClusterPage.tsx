import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { keys } from '../live/keys.ts';
import { useFollow, useSocketStates } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { Skeleton, SkeletonRows } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ConfirmUid } from './connector-tab/ConfirmUid.tsx';
import { ConnectorTab } from './connector-tab/ConnectorTab.tsx';
import { EventsTab } from './events-tab/EventsTab.tsx';
import { LiveTab } from './live-tab/LiveTab.tsx';
import { ClusterGone } from './page/ClusterGone.tsx';
import { ClusterHeading, ClusterLead } from './page/ClusterHeading.tsx';
import { Crumbs } from './page/Crumbs.tsx';
import { clusterRouteApi } from './page/route.ts';
import { CLUSTER_TABS, type ClusterTab } from './page/tabs.ts';
import { PassportTab } from './passport-tab/PassportTab.tsx';
import { PlansTab } from './plans-tab/PlansTab.tsx';
import { clusterQuery } from './queries.ts';

const LABELS: Record<ClusterTab, string> = {
  live: 'Live',
  plans: 'Plans',
  passport: 'Passport',
  connector: 'Connector',
  events: 'Events',
};

/** One cluster: is it healthy, what is it doing, what may it do. */
export function ClusterPage() {
  const { id } = clusterRouteApi.useParams();
  const { tab = 'live' } = clusterRouteApi.useSearch();
  const navigate = useNavigate();
  const { organization } = useScope();
  const cluster = useQuery(clusterQuery(organization.id, id));
  const { data } = cluster;
  useFollow(data === undefined || data.state === 'pending' ? [] : [id]);
  useAskWhenGone(id);
  if (cluster.error?.status === 404) return <ClusterGone name={data?.name ?? null} />;
  if (cluster.error !== null && data === undefined) {
    return (
      <Page title="Cluster" crumbs={<Crumbs name={null} />}>
        <Failure error={cluster.error} onRetry={() => void cluster.refetch()} />
      </Page>
    );
  }
  if (data === undefined) return <Loading />;
  const contents = {
    live: <LiveTab cluster={data} />,
    plans: <PlansTab cluster={data} />,
    passport: <PassportTab cluster={data} />,
    connector: <ConnectorTab cluster={data} />,
    events: <EventsTab cluster={data} />,
  };
  return (
    <Page
      title={data.name}
      crumbs={<Crumbs name={data.name} />}
      heading={<ClusterHeading cluster={data} />}
      lead={<ClusterLead cluster={data} />}
    >
      {data.state === 'awaiting_confirmation' && <ConfirmUid cluster={data} />}
      <Tabs
        label="Parts of this cluster"
        chosen={tab}
        onChoose={(next) =>
          void navigate({
            to: '/clusters/$id',
            params: { id },
            search: (search) => ({ ...search, tab: next as ClusterTab }),
            replace: true,
            resetScroll: false,
          })
        }
        tabs={CLUSTER_TABS.map((name) => ({ id: name, label: LABELS[name], content: contents[name] }))}
      />
    </Page>
  );
}

/** A socket that finds nothing to follow any more: the API says whether the cluster was removed. */
function useAskWhenGone(cluster_id: string): void {
  const { organization } = useScope();
  const queries = useQueryClient();
  const gone = useSocketStates().get(cluster_id)?.name === 'gone';
  useEffect(() => {
    if (gone) void queries.invalidateQueries({ queryKey: keys.cluster(organization.id, cluster_id) });
  }, [gone, queries, organization.id, cluster_id]);
}

function Loading() {
  return (
    <Page
      title="Cluster"
      crumbs={<Crumbs name={null} />}
      heading={<Skeleton className="h-6 w-56" />}
      lead={<Skeleton className="h-4 w-96 max-w-full" />}
    >
      <Skeleton className="h-9 w-full" />
      <SkeletonRows rows={6} label="the cluster" />
    </Page>
  );
}
