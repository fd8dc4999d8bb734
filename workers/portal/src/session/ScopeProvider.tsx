import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { setOrganizationForCalls } from '../api/client.ts';
import { chosenScope } from './chosen-scope.ts';
import { useMe } from './me.ts';
import { ScopeContext } from './organization.ts';
import { readChoice, storeChoice } from './stored-choice.ts';

/** Decides which organization the page is about: the remembered one, else the first. Rendered only for members of at least one. */
export function ScopeProvider({ children }: { children: ReactNode }) {
  const { organizations } = useMe();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(readChoice);
  const chosen = chosenScope({ organizations }, choice);
  const organization = chosen?.organization;
  const environment_id = chosen?.environment_id ?? null;
  const id = organization?.id ?? null;
  // Before any query of the page below runs.
  setOrganizationForCalls(id);

  const choose = useCallback((next: typeof choice) => {
    storeChoice(next);
    setChoice(next);
  }, []);
  const chooseOrganization = useCallback(
    (organization_id: string) => {
      setOrganizationForCalls(organization_id);
      // Nothing of the other organization may show under the new name.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      choose({ organization_id, environment_id: null });
    },
    [choose, queries],
  );
  const chooseEnvironment = useCallback(
    (next: string | null) => choose({ organization_id: id, environment_id: next }),
    [choose, id],
  );
  const scope = useMemo(
    () => (organization === undefined ? null : { organization, environment_id, chooseOrganization, chooseEnvironment }),
    [organization, environment_id, chooseOrganization, chooseEnvironment],
  );
  return scope === null ? <LedAway /> : <ScopeContext value={scope}>{children}</ScopeContext>;
}

/** Left, or taken out of, their last organization while a page is open: the routes' guard leads to where one can be made. */
function LedAway() {
  const router = useRouter();
  useEffect(() => void router.invalidate(), [router]);
  return null;
}
