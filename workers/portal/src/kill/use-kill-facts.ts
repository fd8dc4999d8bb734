import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { allClustersQuery } from '../clusters/all-clusters.ts';
import { useFollow, useLiveSnapshots } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { killSwitchesQuery, openPlansQuery } from './queries.ts';
import { useScopeNames } from './use-stops.ts';
import { knownWorkloads } from './workloads.ts';

/** Everything that the dialog and the page show; follows the clusters, for their workloads and for what they report. */
export function useKillFacts() {
  const { organization } = useScope();
  const switches = useQuery(killSwitchesQuery(organization.id));
  const { data: clusters = [] } = useQuery(allClustersQuery(organization.id));
  const { data: plans = [] } = useQuery(openPlansQuery(organization.id));
  const names = useScopeNames();
  // Those with a connector: the others have nothing to tell yet.
  const ids = useMemo(() => clusters.filter(({ state }) => state === 'active').map(({ id }) => id), [clusters]);
  useFollow(ids);
  const snapshots = useLiveSnapshots(ids);
  const stoppable = clusters.filter(({ state }) => state !== 'revoked');
  return { organization, switches, clusters: stoppable, plans, names, snapshots, workloads: knownWorkloads(snapshots, plans) };
}
export type KillFacts = ReturnType<typeof useKillFacts>;
