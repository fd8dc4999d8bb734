import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';
import { parseAddress } from './address.ts';

export const startRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start',
  validateSearch: parseAddress,
  component: lazyRouteComponent(() => import('./StartPage.tsx'), 'StartPage'),
});
