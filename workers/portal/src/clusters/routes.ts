import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute } from '../router/roots.tsx';
import { readRange } from './live-tab/ranges.ts';
import { readTab } from './page/tabs.ts';

export const clustersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/clusters',
  component: lazyPage(() => import('./ClustersPage.tsx'), 'ClustersPage'),
});
export const clusterRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/clusters/$id',
  // Both may be left out: a link to a cluster is a link to its live tab.
  validateSearch: (search: Record<string, unknown>) => ({ ...readTab(search.tab), ...readRange(search.range) }),
  component: lazyPage(() => import('./ClusterPage.tsx'), 'ClusterPage'),
});
