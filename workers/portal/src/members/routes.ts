import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute, rootRoute } from '../router/roots.tsx';

export const acceptInvitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/accept',
  validateSearch: (search: Record<string, unknown>) => (typeof search.token === 'string' ? { token: search.token } : {}),
  component: lazyRouteComponent(() => import('./AcceptInvitationPage.tsx'), 'AcceptInvitationPage'),
});
export const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/members',
  component: lazyRouteComponent(() => import('./MembersPage.tsx'), 'MembersPage'),
});
