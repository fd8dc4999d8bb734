import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';
import type { PlanDetail } from './documents.ts';

/** Takes what the API answered to a decision into every part of the page; nothing is shown before it has answered. */
export function useTakePlan(): (plan: PlanDetail) => void {
  const { organization } = useScope();
  const queries = useQueryClient();
  return useCallback(
    (plan) => {
      queries.setQueryData<PlanDetail>(keys.plan(organization.id, plan.id), (known) =>
        // A live event may have brought a later one already.
        known !== undefined && known.revision > plan.revision ? known : plan,
      );
      void queries.invalidateQueries({ queryKey: keys.plans(organization.id) });
    },
    [organization.id, queries],
  );
}
