import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { type Problem, toProblem } from './problem.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Problem;
  }
}

/** Codes after which the person has to sign in again. */
const SIGNED_OUT = ['unauthenticated'];

/**
 * The cache of everything that was read. What an answer says is kept until an event says otherwise: pages are live by subscription,
 * not by polling, so data goes stale slowly and is read again when the window comes back.
 * @param onSignedOut called when any read or write finds the session gone
 */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (thrown, { queryKey }) => {
        // Who is signed in is asked by the routes' guard, which knows what a refusal means; telling it would ask again without end.
        if (queryKey[0] !== 'me' && SIGNED_OUT.includes(toProblem(thrown).code)) onSignedOut();
      },
    }),
    mutationCache: new MutationCache({
      onError: (thrown) => {
        if (SIGNED_OUT.includes(toProblem(thrown).code)) onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 600_000,
        // No answer, or the database away: again, slower each time. A refusal is a refusal.
        retry: (count, thrown) => isPassing(toProblem(thrown)) && count < 6,
        retryDelay: (count) => Math.min(500 * 2 ** count, 10_000),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

function isPassing(problem: Problem): boolean {
  return (problem.status === 0 && problem.code === 'unreachable') || problem.status === 503;
}
