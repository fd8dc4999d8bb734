import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { safeNext } from '../router/safe-next.ts';

/** After a session began: forgets what was read before it, and goes where the person wanted to be. */
export function useGoOn(): (next: string | undefined) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (next) => {
      queries.removeQueries();
      // Going back must not lead to the form again.
      await navigate({ href: safeNext(next), replace: true });
    },
    [navigate, queries],
  );
}
