import { OPEN_PLAN_STATES } from '@modekeeper/contracts/plan-state-names';
import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';

/** Sockets tell of the clusters that the page follows; of the others only asking does, and a header must not be wrong for long. */
const ASK_AGAIN_MS = 30_000;

/** Every switch that was ever moved, last moved first. */
export function killSwitchesQuery(organization_id: string) {
  return queryOptions({
    queryKey: keys.killSwitches(organization_id),
    queryFn: async () => (await dataOf(api.GET('/v1/kill-switches'))).items,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** Plans that have not ended, newest first; a page of them. */
export function openPlansQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.plans(organization_id), 'open'],
    queryFn: async () => {
      const query = { state: OPEN_PLAN_STATES.join(','), limit: 200 };
      return (await dataOf(api.GET('/v1/plans', { params: { query } }))).items;
    },
  });
}
