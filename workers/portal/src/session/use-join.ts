import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { meQuery } from './me.ts';
import { storeChoice } from './stored-choice.ts';

/** After somebody came to belong to an organization: it is the one that pages are about from now on. */
export function useJoin(): (organization: { id: string }) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async ({ id }) => {
      storeChoice({ organization_id: id, environment_id: null });
      // The routes' guard asks who belongs where: it must not find the answer from before.
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    },
    [queries],
  );
}
