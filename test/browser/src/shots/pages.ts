import type { Ids } from '../seed/scene.ts';
import { addressOf, portalRoutes } from '../support/routes.ts';

export type Fullness = 'full' | 'empty';
/** Who looks: nobody signed in, somebody without an organization, or a member. */
export type Viewer = 'visitor' | 'newcomer' | 'member';
export type PageShot = { name: string; path: string; viewer: Viewer; hasId: boolean };

/** Pages outside the app for which one has to be signed in. */
const NEWCOMER = ['/organizations/new', '/invitations/accept'];

/** Name of a route in file names: `/clusters/$id` is `clusters-id`. */
const nameOf = (path: string) => (path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-').replaceAll('$', ''));

/** Every page of the router. `query`: what its link carries, by path. */
export function pageShots(ids: Ids, query: Record<string, string> = {}): PageShot[] {
  return portalRoutes().map((route) => ({
    name: nameOf(route.path),
    path: addressOf(route, { ...ids }) + (query[route.path] ?? ''),
    viewer: route.app ? 'member' : NEWCOMER.includes(route.path) ? 'newcomer' : 'visitor',
    hasId: route.path.includes('$'),
  }));
}
