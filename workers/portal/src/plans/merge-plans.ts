import type { PlanSummary } from './documents.ts';
import { isInGroup, type PlanGroup } from './state-groups.ts';

/**
 * The list from its pages and its newest part, each plan once, newest first (ids sort by time), as far as the later word on it holds.
 * What has left the group meanwhile is left out.
 */
export function mergePlans(pages: readonly PlanSummary[], head: readonly PlanSummary[], group: PlanGroup): PlanSummary[] {
  const byId = new Map(pages.map((plan) => [plan.id, plan]));
  for (const plan of head) {
    const known = byId.get(plan.id);
    if (known === undefined || known.revision <= plan.revision) byId.set(plan.id, plan);
  }
  return [...byId.values()]
    .filter(({ state }) => isInGroup(state, group))
    .sort((left, right) => (left.id < right.id ? 1 : left.id > right.id ? -1 : 0));
}

/** What is shown while somebody reads further down: nothing newer than what they saw on top, which is counted instead. */
export function holdBack(plans: readonly PlanSummary[], newest_shown: string | null): { shown: PlanSummary[]; held: number } {
  const shown = newest_shown === null ? [...plans] : plans.filter(({ id }) => id <= newest_shown);
  return { shown, held: plans.length - shown.length };
}

/** How many rows came (or went, below 0) above the row that somebody looks at; 0 when that row itself is gone. */
export function rowsMoved(before: readonly string[], after: readonly string[], looked_at: number): number {
  const id = before[looked_at];
  const now = id === undefined ? -1 : after.indexOf(id);
  return now === -1 ? 0 : now - looked_at;
}
