import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { Problem } from '../api/problem.ts';
import { type Me, meQuery } from '../session/me.ts';
import { noteSignedIn } from '../session/signed-in-before.ts';
import { safeNext } from './safe-next.ts';

/** The signed-in person, before a page that is about them shows; nobody signed in is led to signing in, and back to `href` from there. */
export async function requireSignedIn(queries: QueryClient, href: string): Promise<Me> {
  try {
    const me = await queries.ensureQueryData(meQuery);
    noteSignedIn();
    return me;
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
    const next = safeNext(href);
    throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } });
  }
}
