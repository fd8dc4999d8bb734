import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { browserWords } from './browser-words.ts';
import { sessionsQuery } from './queries.ts';

/** Ends another session of the person. */
export function RevokeSessionDialog({ session, onClose }: { session: Api<'Session'>; onClose(): void }) {
  const queries = useQueryClient();
  const revoke = useCommand<{ id: string }, unknown>(
    ({ id }) => dataOf(api.DELETE('/v1/sessions/{id}', { params: { path: { id } } })),
    {
      onDone: async () => {
        await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
        onClose();
      },
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Revoke a session"
      description={`${browserWords(session.user_agent)}${session.address === null ? '' : `, from ${session.address}`}: its next request is refused, and its open pages lose their live connection at once. If you do not know it, choose a new password too.`}
    >
      {revoke.error !== null && <Failure error={revoke.error} />}
      <Actions>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: session.id })}>
          Revoke session
        </Button>
      </Actions>
    </Dialog>
  );
}
