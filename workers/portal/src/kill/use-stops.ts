import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { allClustersQuery } from '../clusters/all-clusters.ts';
import { useLiveSnapshots } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { localStops } from './local-sources.ts';
import { killSwitchesQuery } from './queries.ts';
import type { ScopeNames } from './scope.ts';
import { type StopState, stopState } from './stop-state.ts';

/** Names of what a switch can cover, as far as they were read. */
export function useScopeNames(): ScopeNames {
  const { organization } = useScope();
  const { data: clusters } = useQuery(allClustersQuery(organization.id));
  return useMemo(
    () => ({ organization: organization.name, clusters: new Map(clusters?.map(({ id, name }) => [id, name])) }),
    [organization.name, clusters],
  );
}

/** What is stopped of what the person looks at. Local stops are known only of clusters that the page follows. */
export function useStopState(): StopState {
  const { environment_id, organization } = useScope();
  const { data: switches } = useQuery(killSwitchesQuery(organization.id));
  const { data: clusters } = useQuery(allClustersQuery(organization.id));
  const names = useScopeNames();
  const snapshots = useLiveSnapshots(clusters?.map(({ id }) => id) ?? []);
  return stopState({ switches, clusters, names, environment_id, local: localStops(snapshots) });
}
