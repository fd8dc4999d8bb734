import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from './me.ts';

/** Live sockets tell at once that a session ended; pages that follow no cluster learn it, and a changed role, by asking this often. */
const ASK_EVERY_MS = 60_000;

/** Leaves the signed-in part of the portal when its session has ended, whatever page is open. */
export function SessionWatch({ onSignedOut }: { onSignedOut(): void }) {
  const { error } = useQuery({ ...meQuery, refetchInterval: ASK_EVERY_MS, refetchOnWindowFocus: 'always' });
  const ended = error?.code === 'unauthenticated';
  useEffect(() => {
    if (ended) onSignedOut();
  }, [ended, onSignedOut]);
  return null;
}
