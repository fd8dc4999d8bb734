import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../router/roots.tsx';

export const killSwitchRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/kill-switch',
  component: lazyRouteComponent(() => import('./KillSwitchPage.tsx'), 'KillSwitchPage'),
});
