import type { QueryClient } from '@tanstack/react-query';
import { setOrganizationForCalls } from '../api/client.ts';
import { allClustersQuery } from '../clusters/all-clusters.ts';
import { killSwitchesQuery } from '../kill/queries.ts';
import { recentPlansQuery } from '../overview/queries.ts';
import { chosenScope } from '../session/chosen-scope.ts';
import { meQuery } from '../session/me.ts';
import { readChoice } from '../session/stored-choice.ts';
import { waitingPlansQuery } from '../shell/pending-decisions.ts';
import { environmentsQuery } from '../shell/ScopeSwitch.tsx';

/**
 * Asks for what the frame and the overview show while the code of the page is still on its way; rendering then finds the answers, or
 * waits for the same requests. Only when the portal is opened: afterwards the cache is there.
 */
export function readAhead(queries: QueryClient, pathname: string): void {
  const me = queries.getQueryData(meQuery.queryKey);
  const scope = me === undefined ? null : chosenScope(me, readChoice());
  if (scope === null) return;
  const { environment_id, organization } = scope;
  setOrganizationForCalls(organization.id);
  void queries.prefetchQuery(environmentsQuery(organization.id));
  void queries.prefetchQuery(waitingPlansQuery(organization.id, environment_id));
  void queries.prefetchQuery(killSwitchesQuery(organization.id));
  void queries.prefetchQuery(allClustersQuery(organization.id));
  if (pathname === '/') void queries.prefetchQuery(recentPlansQuery(organization.id, environment_id));
}
