import { createRoute, redirect } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute, type RouterContext, rootRoute } from '../router/roots.tsx';
import { safeNext } from '../router/safe-next.ts';
import { meQuery } from '../session/me.ts';

type Next = { next?: string };
type Token = { token?: string };

const nextOf = ({ next }: Record<string, unknown>): Next => (typeof next === 'string' ? { next: safeNext(next) } : {});
const tokenOf = ({ token }: Record<string, unknown>): Token => (typeof token === 'string' ? { token } : {});

/** Whoever is signed in has no business with signing in: they go on. */
async function goOnWhenSignedIn({ context, search }: { context: RouterContext; search: Next }): Promise<void> {
  // Nobody signed in, or no answer: the page shows, and says so itself when something is sent.
  const me = await context.queries.fetchQuery({ ...meQuery, retry: false }).catch((_notSignedIn: unknown) => null);
  if (me !== null) throw redirect({ href: safeNext(search.next), replace: true });
}

export const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: nextOf,
  beforeLoad: goOnWhenSignedIn,
  component: lazyPage(() => import('./SignUpPage.tsx'), 'SignUpPage'),
});
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: nextOf,
  beforeLoad: goOnWhenSignedIn,
  component: lazyPage(() => import('./SignInPage.tsx'), 'SignInPage'),
});
export const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyPage(() => import('./ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
});
export const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  validateSearch: tokenOf,
  component: lazyPage(() => import('./ResetPasswordPage.tsx'), 'ResetPasswordPage'),
});
export const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/account',
  component: lazyPage(() => import('./AccountPage.tsx'), 'AccountPage'),
});
