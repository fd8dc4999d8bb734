import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';

export const passportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/passports',
  component: lazyRouteComponent(() => import('./PassportsPage.tsx'), 'PassportsPage'),
});
export const passportRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/passports/$id',
  component: lazyRouteComponent(() => import('./PassportPage.tsx'), 'PassportPage'),
});
