import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { AppLayout } from '../shell/AppLayout.tsx';
import { afterPaint } from './after-paint.ts';
import { PageFailure } from './PageFailure.tsx';
import { PageMissing } from './PageMissing.tsx';
import { readAhead } from './read-ahead.ts';
import { requireSignedIn } from './require-signed-in.ts';

export type RouterContext = { queries: QueryClient };

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  // From page to page only: neither the first page nor what is read ahead answers to a press.
  beforeLoad: async ({ cause, preload }) => {
    if (cause === 'stay' && !preload) await afterPaint();
  },
  errorComponent: ({ error, reset }) => <PageFailure error={error} onRetry={reset} />,
  // Outside the app's frame, which has a main part of its own.
  notFoundComponent: () => (
    <main>
      <PageMissing />
    </main>
  ),
});

/** Everything that needs a signed-in member of an organization. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: AppLayout,
  beforeLoad: async ({ context, location }) => {
    const me = await requireSignedIn(context.queries, location.href);
    if (me.organizations.length === 0) throw redirect({ to: '/organizations/new' });
  },
  loader: ({ context, location }) => readAhead(context.queries, location.pathname),
  staleTime: Number.POSITIVE_INFINITY,
  errorComponent: ({ error, reset }) => <PageFailure error={error} onRetry={reset} />,
  notFoundComponent: PageMissing,
});
