import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';
import { readPlansSearch } from './search.ts';

export const plansRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/plans',
  validateSearch: readPlansSearch,
  component: lazyRouteComponent(() => import('./PlansPage.tsx'), 'PlansPage'),
});
export const planRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/plans/$id',
  component: lazyRouteComponent(() => import('./PlanPage.tsx'), 'PlanPage'),
});
