import { api, dataOf } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { useCommand } from '../api/use-command.ts';
import { noteSignedOut } from './signed-in-before.ts';

/** Ends the session of this browser, then loads the page `next`. */
export function useSignOut() {
  return useCommand<{ next: string }, void>(
    async (_, headers) => {
      try {
        await dataOf(api.POST('/v1/auth/sign-out', { headers }));
      } catch (thrown) {
        // Ended already, elsewhere or by age: that is what was wanted.
        if (!(thrown instanceof Problem) || thrown.code !== 'unauthenticated') throw thrown;
      }
    },
    {
      onDone: (_, { next }) => {
        noteSignedOut();
        // A new page: nothing of the person stays in memory.
        location.assign(next);
      },
    },
  );
}
