import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute, rootRoute } from '../router/roots.tsx';

export const acceptInvitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/accept',
  validateSearch: (search: Record<string, unknown>) => (typeof search.token === 'string' ? { token: search.token } : {}),
  component: lazyPage(() => import('./AcceptInvitationPage.tsx'), 'AcceptInvitationPage'),
});
export const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/members',
  component: lazyPage(() => import('./MembersPage.tsx'), 'MembersPage'),
});
