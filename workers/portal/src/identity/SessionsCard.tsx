import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../api/types.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { sessionsQuery } from './queries.ts';
import { RevokeSessionDialog } from './RevokeSessionDialog.tsx';
import { SessionRow } from './SessionRow.tsx';

/** Where the person is signed in. */
export function SessionsCard() {
  const { data, error, isPending, refetch } = useQuery(sessionsQuery);
  const [revoking, setRevoking] = useState<Api<'Session'> | null>(null);
  const signOut = useSignOut();
  return (
    <Card title="Sessions" note="each ends 7 days after signing in" flush>
      {isPending && <SkeletonRows rows={2} label="sessions" />}
      {error !== null && (
        <div className="p-4">
          <Failure error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {signOut.error !== null && (
        <div className="p-4">
          <Failure error={signOut.error} />
        </div>
      )}
      {data !== undefined && (
        <ul className="grid grid-cols-1 md:grid-cols-[minmax(0,1fr)_auto_auto_auto]">
          {data.items.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              busy={session.current && signOut.isPending}
              onEnd={() => (session.current ? signOut.mutate({ next: '/sign-in' }) : setRevoking(session))}
            />
          ))}
        </ul>
      )}
      {revoking !== null && <RevokeSessionDialog session={revoking} onClose={() => setRevoking(null)} />}
    </Card>
  );
}
