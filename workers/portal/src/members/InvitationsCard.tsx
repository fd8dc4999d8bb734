import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../api/types.ts';
import { useAllowed, useScope } from '../session/organization.ts';
import { Card } from '../ui/Card.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Failure } from '../ui/Failure.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { InvitationRow } from './InvitationRow.tsx';
import { More } from './More.tsx';
import { invitationsQuery } from './queries.ts';
import { RevokeInvitationDialog } from './RevokeInvitationDialog.tsx';

/** Who is invited and what became of it; for those who may invite. */
export function InvitationsCard() {
  const { organization } = useScope();
  const allowed = useAllowed('invitation.manage');
  const query = useInfiniteQuery({ ...invitationsQuery(organization.id), enabled: allowed.allowed });
  const [revoking, setRevoking] = useState<Api<'Invitation'> | null>(null);
  const invitations = query.data?.pages.flatMap(({ items }) => items);
  if (!allowed.allowed) {
    return (
      <Card title="Invitations" flush>
        <Empty title="Invitations are shown to those who may invite.">{allowed.reason}</Empty>
      </Card>
    );
  }
  return (
    <Card title="Invitations" note="each works once, for 7 days" flush>
      {query.isPending && <SkeletonRows rows={2} label="invitations" />}
      {query.error !== null && (
        <div className="p-4">
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {invitations?.length === 0 && (
        <Empty title="Nobody is invited.">
          A second person lets changes be approved by somebody else than their author. Use Invite somebody above.
        </Empty>
      )}
      {invitations !== undefined && invitations.length > 0 && (
        <ul className="grid grid-cols-1 md:grid-cols-[minmax(0,1fr)_auto_auto_auto_auto]">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onRevoke={() => setRevoking(invitation)} />
          ))}
        </ul>
      )}
      <More query={query} />
      {revoking !== null && <RevokeInvitationDialog invitation={revoking} onClose={() => setRevoking(null)} />}
    </Card>
  );
}
