import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute } from '../router/roots.tsx';
import { parseAddress } from './address.ts';

export const startRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start',
  validateSearch: parseAddress,
  component: lazyPage(() => import('./StartPage.tsx'), 'StartPage'),
});
