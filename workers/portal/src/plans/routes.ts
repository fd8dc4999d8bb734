import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute } from '../router/roots.tsx';
import { readPlansSearch } from './search.ts';

export const plansRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/plans',
  validateSearch: readPlansSearch,
  component: lazyPage(() => import('./PlansPage.tsx'), 'PlansPage'),
});
export const planRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/plans/$id',
  component: lazyPage(() => import('./PlanPage.tsx'), 'PlanPage'),
});
