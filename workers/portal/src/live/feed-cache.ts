import type { LiveMessage, LiveSnapshot } from '@modekeeper/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { applyEvent } from './apply-event.ts';
import { keys } from './keys.ts';
import { patchPlanPages } from './plan-pages.ts';
import { addBuckets } from './series-cache.ts';

/** Puts what a cluster's socket tells into the query cache: what it holds whole is set, what it only names is read again. */
export function feedCache(queries: QueryClient, at: { organization_id: string; cluster_id: string }, message: LiveMessage): void {
  const { cluster_id, organization_id } = at;
  const live = keys.live(organization_id, cluster_id);
  if (message.type === 'snapshot') {
    // A page that was away may have missed anything of this cluster: read what it shows again.
    const wasAway = queries.getQueryData(live) !== undefined;
    queries.setQueryData<LiveSnapshot>(live, message.body);
    if (wasAway) readAgain(queries, at);
    return;
  }
  queries.setQueryData<LiveSnapshot>(live, (snapshot) => (snapshot === undefined ? snapshot : applyEvent(snapshot, message)));
  switch (message.type) {
    case 'plan':
      void queries.invalidateQueries({ queryKey: keys.plan(organization_id, message.body.plan_id) });
      void queries.invalidateQueries({ queryKey: keys.plans(organization_id) });
      patchPlanPages(queries, organization_id, message.body);
      return;
    case 'kill':
      void queries.invalidateQueries({ queryKey: keys.killSwitches(organization_id) });
      return;
    case 'presence':
      // Pages show the presence of the snapshot; state, mode and uid of the cluster change in the same moments.
      void queries.invalidateQueries({ queryKey: keys.clusters(organization_id) });
      void queries.invalidateQueries({ queryKey: keys.cluster(organization_id, cluster_id) });
      return;
    case 'series':
      addBuckets(queries, at, message.body);
      return;
    case 'hello':
    case 'refused':
    case 'finding':
    case 'notice':
      return;
  }
}

function readAgain(queries: QueryClient, { cluster_id, organization_id }: { organization_id: string; cluster_id: string }): void {
  for (const queryKey of [
    keys.plans(organization_id),
    keys.planPages(organization_id),
    [organization_id, 'plan'],
    keys.killSwitches(organization_id),
    keys.series(organization_id, cluster_id),
    keys.cluster(organization_id, cluster_id),
  ]) {
    void queries.invalidateQueries({ queryKey });
  }
}
