import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { requireSignedIn } from '../router/require-signed-in.ts';
import { rootRoute } from '../router/roots.tsx';

export const newOrganizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organizations/new',
  beforeLoad: async ({ context, location }) => {
    await requireSignedIn(context.queries, location.href);
  },
  component: lazyPage(() => import('./NewOrganizationPage.tsx'), 'NewOrganizationPage'),
});
