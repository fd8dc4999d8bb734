import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';

export const plansRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/plans',
  component: lazyRouteComponent(() => import('./PlansPage.tsx'), 'PlansPage'),
});
export const planRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/plans/$id',
  component: lazyRouteComponent(() => import('./PlanPage.tsx'), 'PlanPage'),
});
