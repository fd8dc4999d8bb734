import type { PlanState } from '@modekeeper/contracts';
import type { FullScene, Ids } from '../seed/scene.ts';
import { addressOf, portalRoutes } from '../support/routes.ts';

export type Fullness = 'full' | 'empty';
/** Who looks: nobody signed in, somebody without an organization, or a member. */
export type Viewer = 'visitor' | 'newcomer' | 'member';
export type PageShot = { name: string; path: string; viewer: Viewer; hasId: boolean };

/** Pages outside the app for which one has to be signed in. */
const NEWCOMER = ['/organizations/new', '/invitations/accept'];

/** Tabs of a page beside its first one, as its address names them. */
const PARTS: Record<string, { key: string; values: readonly string[] }> = {
  '/clusters/$id': { key: 'tab', values: ['plans', 'passport', 'connector', 'events'] },
  '/passports/$id': { key: 'part', values: ['difference', 'versions', 'clusters'] },
};

/** States in which a plan's page shows what it does not show while the plan waits for approval. */
export const TOLD_STATES: readonly PlanState[] = ['confirmed', 'halted_partial', 'needs_person', 'verify_failed'];

/** Name of a route in file names: `/clusters/$id` is `clusters-id`. */
const nameOf = (path: string) => (path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-').replaceAll('$', ''));

/** Every page of the router, with its tabs. `query`: what its link carries, by path. */
export function pageShots(ids: Ids, query: Record<string, string> = {}): PageShot[] {
  return portalRoutes().flatMap((route) => {
    const shot: PageShot = {
      name: nameOf(route.path),
      path: addressOf(route, { ...ids }) + (query[route.path] ?? ''),
      viewer: route.app ? 'member' : NEWCOMER.includes(route.path) ? 'newcomer' : 'visitor',
      hasId: route.path.includes('$'),
    };
    const { key, values } = PARTS[route.path] ?? { key: '', values: [] };
    return [shot, ...values.map((part) => ({ ...shot, name: `${shot.name}-${part}`, path: `${shot.path}?${key}=${part}` }))];
  });
}

/** The page of a plan in each of `TOLD_STATES`. */
export function planShots({ planIn }: Pick<FullScene, 'planIn'>): PageShot[] {
  return TOLD_STATES.map((state) => ({
    name: `plans-id-${state}`,
    path: `/plans/${planIn(state)}`,
    viewer: 'member',
    hasId: true,
  }));
}
