import type { LiveBodies } from '@modekeeper/contracts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Api } from '../api/types.ts';
import { keys } from './keys.ts';

export type PlanPage = { items: Api<'Plan'>[]; next_cursor: string | null };
export type PlanPages = InfiniteData<PlanPage, string | null>;

/** The pages after an event; the very same when the plan is not among them, or they know it further on already. */
export function patchPages(data: PlanPages, { plan_id, reason, revision, state }: LiveBodies['plan']): PlanPages {
  let changed = false;
  const pages = data.pages.map((page) => {
    const known = page.items.find(({ id }) => id === plan_id);
    if (known === undefined || known.revision > revision) return page;
    if (known.revision === revision && known.state === state && known.reason === reason) return page;
    changed = true;
    return { ...page, items: page.items.map((plan) => (plan === known ? { ...plan, state, revision, reason } : plan)) };
  });
  return changed ? { ...data, pages } : data;
}

/** Moves a plan on in every long list that shows it. */
export function patchPlanPages(queries: QueryClient, organization_id: string, body: LiveBodies['plan']): void {
  queries.setQueriesData<PlanPages>({ queryKey: keys.planPages(organization_id) }, (data) =>
    data === undefined ? data : patchPages(data, body),
  );
}
