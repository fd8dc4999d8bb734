import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { keys } from '../../live/keys.ts';
import { useAllowed, useScope } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { TextField } from '../../ui/Field.tsx';
import { effectsOf } from '../help/effects.ts';
import { namesOf } from '../names-of.ts';
import { StepLayout } from '../StepLayout.tsx';
import { rememberToken } from '../token-memory.ts';

/** Step 2: a name for the cluster, and with it the token that its connector registers with. */
export function ClusterStep({ environment, onMade }: { environment: Api<'Environment'> | null; onMade(id: string): void }) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const allowed = useAllowed('cluster.manage');
  const [name, setName] = useState('');
  const make = useCommand<{ environment_id: string; name: string }, Api<'CreatedCluster'>>(
    (body, headers) => dataOf(api.POST('/v1/clusters', { body, headers })),
    {
      onDone: async ({ expires_at, id, token }) => {
        rememberToken(id, { token, expires_at });
        await queries.invalidateQueries({ queryKey: keys.clusters(organization.id) });
        onMade(id);
      },
    },
  );
  const written = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (environment !== null && written !== '' && allowed.allowed && !make.isPending)
      make.mutate({ environment_id: environment.id, name: written });
  };
  return (
    <StepLayout effects={effectsOf('cluster', 'observe', namesOf(null))}>
      <form onSubmit={submit} className="grid gap-3">
        <TextField
          label="Name of the cluster"
          hint="As your people call it, such as training-eu-1. It is a name here only."
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={100}
          autoComplete="off"
          required
        />
        {make.error !== null && <Failure error={make.error} />}
        <Actions>
          <Button type="submit" look="primary" busy={make.isPending} forbidden={allowed.reason}>
            Make cluster and token
          </Button>
        </Actions>
      </form>
    </StepLayout>
  );
}
