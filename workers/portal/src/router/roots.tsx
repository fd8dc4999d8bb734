import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { Problem } from '../api/problem.ts';
import { meQuery } from '../session/me.ts';
import { AppLayout } from '../shell/AppLayout.tsx';
import { PageFailure } from './PageFailure.tsx';
import { PageMissing } from './PageMissing.tsx';

export type RouterContext = { queries: QueryClient };

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <PageFailure error={error} onRetry={reset} />,
  notFoundComponent: PageMissing,
});

/** Where to go on after signing in: only ever a path of this portal. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && next.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/';
}

/** Everything that needs a signed-in member of an organization. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: AppLayout,
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queries.ensureQueryData(meQuery);
      if (me.organizations.length === 0) throw redirect({ to: '/organizations/new' });
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) {
        throw redirect({ to: '/sign-in', search: { next: safeNext(location.href) } });
      }
      throw thrown;
    }
  },
  errorComponent: ({ error, reset }) => <PageFailure error={error} onRetry={reset} />,
  notFoundComponent: PageMissing,
});
