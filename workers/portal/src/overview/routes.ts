import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';

export const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./OverviewPage.tsx'), 'OverviewPage'),
});
