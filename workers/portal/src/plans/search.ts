import { PLAN_GROUPS, type PlanGroup } from './state-groups.ts';

/** What the list's address says; what is not there is not filtered. */
export type PlansSearch = { show?: Exclude<PlanGroup, 'all'>; cluster?: string; target?: string };

/** Reads the address; what it says wrongly counts as not said. */
export function readPlansSearch(search: Record<string, unknown>): PlansSearch {
  const show = PLAN_GROUPS.find((group) => group !== 'all' && group === search.show);
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
  const [cluster, target] = [text(search.cluster), text(search.target)];
  return {
    ...(show === undefined || show === 'all' ? {} : { show }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(target === undefined ? {} : { target }),
  };
}
