import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useAllowed } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';
import { InvitationsCard } from './InvitationsCard.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { MembersCard } from './MembersCard.tsx';

/** Who belongs to the organization, as what, and who is invited. */
export function MembersPage() {
  const [inviting, setInviting] = useState(false);
  const invite = useAllowed('invitation.manage');
  return (
    <Page
      title="Members"
      lead="A role says what somebody may do here. Approving also takes a fresh second factor."
      actions={
        <Button look="primary" forbidden={invite.reason} onClick={() => setInviting(true)}>
          <UserPlus aria-hidden="true" size={16} />
          Invite somebody
        </Button>
      }
    >
      <MembersCard />
      <InvitationsCard />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
