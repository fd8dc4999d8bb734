import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { meQuery, useMe } from '../session/me.ts';
import { useProvenCommand } from '../session/use-proven-command.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { passkeysQuery } from './queries.ts';

type Props = { passkey: Api<'Passkey'>; last: boolean; onClose(): void };

/** Deletes a passkey, after a second factor. */
export function DeletePasskeyDialog({ passkey, last, onClose }: Props) {
  const takesPassword = useMe().step_up_methods.includes('password');
  const queries = useQueryClient();
  const remove = useProvenCommand<{ id: string }, unknown>(
    'delete a passkey',
    (body, headers) => dataOf(api.POST('/v1/auth/passkey/delete-passkey', { body, headers })),
    {
      onDone: async () => {
        await Promise.all([
          queries.invalidateQueries({ queryKey: passkeysQuery.queryKey }),
          queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true }),
        ]);
        onClose();
      },
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Delete a passkey"
      description={
        <>
          <bdi>{passkey.name ?? 'It'}</bdi> no longer signs you in or confirms anything. Your device may go on offering it; delete
          it there too.
        </>
      }
    >
      {last && !takesPassword && (
        <p>
          It is your last one: until you add another, you cannot approve a plan, lift a stop or publish a passport with apply.
        </p>
      )}
      {remove.error !== null && <Failure error={remove.error} />}
      <Actions>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: passkey.id })}>
          Delete passkey
        </Button>
      </Actions>
    </Dialog>
  );
}
