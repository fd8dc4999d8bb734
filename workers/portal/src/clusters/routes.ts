import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';

export const clustersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/clusters',
  component: lazyRouteComponent(() => import('./ClustersPage.tsx'), 'ClustersPage'),
});
export const clusterRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/clusters/$id',
  component: lazyRouteComponent(() => import('./ClusterPage.tsx'), 'ClusterPage'),
});
