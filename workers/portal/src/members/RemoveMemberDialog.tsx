import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { keys } from '../live/keys.ts';
import { meQuery } from '../session/me.ts';
import { useScope } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';

type Props = { member: Api<'Member'>; self: boolean; onClose(): void };

/** Says what removing or leaving means, then does it. */
export function RemoveMemberDialog({ member, self, onClose }: Props) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useCommand<{ id: string }, unknown>(
    ({ id }) => dataOf(api.DELETE('/v1/members/{id}', { params: { path: { id } } })),
    {
      onDone: async () => {
        if (!self) {
          await queries.invalidateQueries({ queryKey: keys.members(organization.id) });
          return onClose();
        }
        // Away from the organization's pages first: they could only be refused from now on.
        await queries.fetchQuery({ ...meQuery, staleTime: 0 });
        await navigate({ to: '/' });
      },
    },
  );
  const name = <bdi>{organization.name}</bdi>;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={self ? 'Leave the organisation' : 'Remove a member'}
      description={
        self ? (
          <>You leave {name}.</>
        ) : (
          <>
            <bdi>{member.name}</bdi> (<bdi>{member.email}</bdi>) is taken out of {name}.
          </>
        )
      }
    >
      <ul className="grid list-disc gap-1 pl-5">
        <li>{self ? 'Your' : 'Their'} access ends at once, on pages that are open too.</li>
        <li>What {self ? 'you' : 'they'} did stays in the audit log; nothing in a cluster changes.</li>
        <li>Coming back takes a new invitation.</li>
      </ul>
      {remove.error !== null && <Failure error={remove.error} />}
      <Actions>
        <Button onClick={onClose}>{self ? 'Stay' : 'Keep the member'}</Button>
        <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: member.id })}>
          {self ? 'Leave organisation' : 'Remove member'}
        </Button>
      </Actions>
    </Dialog>
  );
}
