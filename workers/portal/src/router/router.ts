import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { auditRoute } from '../audit/routes.ts';
import { clusterRoute, clustersRoute } from '../clusters/routes.ts';
import { accountRoute, forgotPasswordRoute, resetPasswordRoute, signInRoute, signUpRoute } from '../identity/routes.ts';
import { killSwitchRoute } from '../kill/routes.ts';
import { acceptInvitationRoute, membersRoute } from '../members/routes.ts';
import { newOrganizationRoute } from '../organizations/routes.ts';
import { overviewRoute } from '../overview/routes.ts';
import { newPassportRoute, passportRoute, passportsRoute } from '../passports/routes.ts';
import { planRoute, plansRoute } from '../plans/routes.ts';
import { startRoute } from '../start/routes.ts';
import { AnyPageFailure } from './PageFailure.tsx';
import { appRoute, rootRoute } from './roots.tsx';

const routeTree = rootRoute.addChildren([
  signUpRoute,
  signInRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  newOrganizationRoute,
  acceptInvitationRoute,
  appRoute.addChildren([
    accountRoute,
    membersRoute,
    startRoute,
    overviewRoute,
    clustersRoute,
    clusterRoute,
    plansRoute,
    planRoute,
    passportsRoute,
    newPassportRoute,
    passportRoute,
    killSwitchRoute,
    auditRoute,
  ]),
]);

/** Every page of the portal. Pages load on demand; pointing at a link already fetches its code. */
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultErrorComponent: AnyPageFailure,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
