import type { Role } from '@modekeeper/contracts/permissions';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { emailFault } from '../identity/checks.ts';
import { useChecked } from '../identity/use-checked.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { InvitationMade } from './InvitationMade.tsx';
import { RoleField } from './RoleField.tsx';

type Invitation = { email: string; role: Role };

/** Invites somebody into a role; afterwards it holds the link, which is shown here only. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('approver');
  const invite = useCommand<Invitation, Api<'CreatedInvitation'>>(
    (body, headers) => dataOf(api.POST('/v1/invitations', { body, headers })),
    { onDone: () => queries.invalidateQueries({ queryKey: keys.invitations(organization.id) }) },
  );
  const wait = waitReason(useWait_ms(invite.error));
  const { form, shown } = useChecked({ email: emailFault(email) }, () => invite.mutate({ email: email.trim(), role }));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite somebody"
      description={
        <>
          They join <bdi>{organization.name}</bdi> when they accept: once, within 7 days, signed in with this address.
        </>
      }
    >
      {invite.data === undefined ? (
        <form {...form} className="grid gap-4">
          <TextField
            label="E-mail address"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={shown('email')}
          />
          <RoleField role={role} onChange={setRole} explain />
          {invite.error !== null && <Failure error={invite.error} />}
          <Actions>
            <Button onClick={onClose}>Invite nobody</Button>
            <Button type="submit" look="primary" busy={invite.isPending} forbidden={wait}>
              Invite as {role}
            </Button>
          </Actions>
        </form>
      ) : (
        <>
          <InvitationMade invitation={invite.data} />
          <Actions>
            <Button look="primary" onClick={onClose}>
              Close
            </Button>
          </Actions>
        </>
      )}
    </Dialog>
  );
}
