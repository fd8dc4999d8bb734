import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { keys } from '../../live/keys.ts';
import { useScope } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions, Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { TextField } from '../../ui/Field.tsx';

export type Way = 'revoke' | 'remove';

type Props = { cluster: Api<'Cluster'>; way: Way; onClose(): void };

/** Consequences, and the cluster's name to type: this cannot be taken back. */
export function EndDialog({ cluster, onClose, way }: Props) {
  const [typed, setTyped] = useState('');
  const end = useEnd({ cluster, way, onClose });
  const matches = typed.trim() === cluster.name.trim();
  const verb = way === 'revoke' ? 'Revoke' : 'Remove';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches && !end.isPending) end.mutate(null);
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`${verb} ${cluster.name}`}
      description={<Consequences way={way} />}
    >
      <form onSubmit={submit} className="grid gap-3">
        <TextField
          label="Type the cluster’s name to go on"
          hint={<bdi>{cluster.name}</bdi>}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        {end.error !== null && <Failure error={end.error} />}
        <Actions>
          <Button onClick={onClose}>Keep cluster</Button>
          <Button
            type="submit"
            look="danger"
            busy={end.isPending}
            forbidden={matches ? null : 'Type the name of the cluster first.'}
          >
            {verb} cluster
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

function Consequences({ way }: { way: Way }) {
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>The connection is closed and the connector is refused from now on. Unused tokens are worthless.</li>
      <li>
        Plans up to approved are cancelled; a plan that was already sent needs a person to look at the workload and say what is
        true.
      </li>
      <li>
        Nothing changes inside the cluster: a connector that is applying goes on by its own gates, and keeps its rights until
        somebody there runs <code>helm uninstall</code>. In doubt, close the workload’s namespace first:{' '}
        <code className="break-words">kubectl annotate namespace NAMESPACE modekeeper/apply-</code>
      </li>
      <li>
        {way === 'remove'
          ? 'The cluster leaves the list. Its plans and the audit log stay.'
          : 'The cluster stays in the list as refused. To connect again, add a new one.'}
      </li>
    </ul>
  );
}

function useEnd({ cluster, onClose, way }: Props) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const at = { params: { path: { id: cluster.id } } };
  return useCommand(
    (_: null, headers) =>
      dataOf(
        way === 'revoke'
          ? api.POST('/v1/clusters/{id}/revoke', { ...at, headers })
          : api.DELETE('/v1/clusters/{id}', { ...at, headers }),
      ),
    {
      onDone: async () => {
        onClose();
        // Away first: the page would read what is no longer there.
        if (way === 'remove') await navigate({ to: '/clusters' });
        else await queries.invalidateQueries({ queryKey: keys.cluster(organization.id, cluster.id) });
        await queries.invalidateQueries({ queryKey: keys.clusters(organization.id) });
        await queries.invalidateQueries({ queryKey: keys.plans(organization.id) });
      },
    },
  );
}
