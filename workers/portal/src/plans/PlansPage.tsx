import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CLUSTERS_FOLLOWED, useFollow } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { Page } from '../ui/Page.tsx';
import { PlanFilters } from './PlanFilters.tsx';
import { PlanList } from './PlanList.tsx';
import { clusterNamesQuery } from './queries.ts';

const route = getRouteApi('/app/plans');
const NONE: readonly never[] = [];

/** What was proposed, what waits for a decision, how it ended. */
export function PlansPage() {
  const { cluster, show = 'all', target } = route.useSearch();
  const { environment_id, organization } = useScope();
  const { data: clusters = NONE } = useQuery(clusterNamesQuery(organization.id));
  const inScope = clusters.filter((one) => environment_id === null || one.environment_id === environment_id);
  // A cluster that has not enrolled has nothing to follow.
  const enrolled = inScope.filter(({ id, state }) => state !== 'pending' && (cluster === undefined || id === cluster));
  useFollow(enrolled.map(({ id }) => id));
  const unfollowed = enrolled.length - CLUSTERS_FOLLOWED;
  return (
    <Page
      title="Plans"
      lead={
        unfollowed > 0
          ? `Live for the first ${CLUSTERS_FOLLOWED} clusters; choose a cluster to follow it. News of the other ${unfollowed} shows when the page is loaded again.`
          : undefined
      }
    >
      <PlanFilters clusters={inScope} />
      <PlanList
        clusters={clusters}
        filter={{ group: show, cluster_id: cluster, environment_id, target }}
        hasClusters={clusters.length > 0}
      />
    </Page>
  );
}
