import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute } from '../router/roots.tsx';

export const killSwitchRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/kill-switch',
  component: lazyPage(() => import('./KillSwitchPage.tsx'), 'KillSwitchPage'),
});
