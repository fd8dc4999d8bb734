import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { Problem } from '../api/problem.ts';
import { type Me, meQuery } from '../session/me.ts';
import { noteSignedIn } from '../session/signed-in-before.ts';
import { safeNext } from './safe-next.ts';

/** The signed-in person, before a page that is about them shows; nobody signed in is led to signing in, and back to `href` from there. */
export async function requireSignedIn(queries: QueryClient, href: string): Promise<Me> {
  try {
    const known = queries.getQueryState(meQuery.queryKey);
    // Doubted (`doubtSession`): asked again. Otherwise what is known will do, so that going to a page waits for nothing.
    const me = known?.isInvalidated ? await queries.fetchQuery(meQuery) : await queries.ensureQueryData(meQuery);
    noteSignedIn();
    return me;
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
    const next = safeNext(href);
    throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } });
  }
}

/**
 * For when an answer, or a live socket, says that the session is over: the routes' guards ask who is signed in, and lead away when nobody
 * is. What the open page shows stays until then, so that nothing flickers or fails on the way.
 */
export async function doubtSession(queries: QueryClient, router: { invalidate(): Promise<void> }): Promise<void> {
  await queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true, refetchType: 'none' });
  await router.invalidate();
}
