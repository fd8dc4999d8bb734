import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../router/roots.tsx';

export const newOrganizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organizations/new',
  component: lazyRouteComponent(() => import('./NewOrganizationPage.tsx'), 'NewOrganizationPage'),
});
