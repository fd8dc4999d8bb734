import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';

type Props = { invitation: Api<'Invitation'>; onClose(): void };

/** Takes an invitation back before it is accepted. */
export function RevokeInvitationDialog({ invitation, onClose }: Props) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: keys.invitations(organization.id) });
  const revoke = useCommand<{ id: string }, unknown>(
    async ({ id }) => {
      try {
        return await dataOf(api.DELETE('/v1/invitations/{id}', { params: { path: { id } } }));
      } finally {
        // A refusal mostly says that it was accepted meanwhile: the list then shows it.
        void readAgain();
      }
    },
    { onDone: onClose },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Take an invitation back"
      description={
        <>
          The link that <bdi>{invitation.email}</bdi> was sent stops working at once. You can invite them again.
        </>
      }
    >
      {revoke.error !== null && <Failure error={revoke.error} />}
      <Actions>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: invitation.id })}>
          Take back
        </Button>
      </Actions>
    </Dialog>
  );
}
