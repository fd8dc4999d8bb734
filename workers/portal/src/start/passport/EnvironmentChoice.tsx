import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { keys } from '../../live/keys.ts';
import { useAllowed, useScope } from '../../session/organization.ts';
import { environmentsQuery } from '../../shell/ScopeSwitch.tsx';
import { Button } from '../../ui/Button.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';

type Kind = Api<'Environment'>['kind'];
const KINDS: readonly { kind: Kind; meaning: string }[] = [
  { kind: 'staging', meaning: 'staging: to try it first' },
  { kind: 'prod', meaning: 'prod: what must not stop' },
  { kind: 'r&d', meaning: 'r&d: research and experiments' },
];
const NAME = /^[a-z0-9]([-a-z0-9&]{0,38}[a-z0-9])?$/;

/** Chooses an environment that is there, or makes one. */
export function EnvironmentChoice({ onChosen }: { onChosen(id: string): void }) {
  const { organization } = useScope();
  const { data } = useQuery(environmentsQuery(organization.id));
  const [isNew, setNew] = useState(false);
  const known = data?.items ?? [];
  if (known.length === 0 || isNew)
    return <NewEnvironment onMade={onChosen} onBack={known.length === 0 ? undefined : () => setNew(false)} />;
  return (
    <div className="grid gap-3">
      <p className="text-ink-2">Each environment has its own passports and clusters.</p>
      <ul className="flex flex-wrap gap-2">
        {known.map(({ id, kind, name }) => (
          <li key={id}>
            <Button onClick={() => onChosen(id)}>
              <bdi>{name}</bdi>
              {kind !== name && <span className="text-1 font-normal text-ink-3">{kind}</span>}
            </Button>
          </li>
        ))}
        <li>
          <Button look="quiet" onClick={() => setNew(true)}>
            Make another environment
          </Button>
        </li>
      </ul>
    </div>
  );
}

function NewEnvironment({ onBack, onMade }: { onMade(id: string): void; onBack: (() => void) | undefined }) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const allowed = useAllowed('environment.create');
  const [kind, setKind] = useState<Kind>('staging');
  // Until somebody writes a name, it is the kind's.
  const [written, setWritten] = useState<string | null>(null);
  const name = written ?? kind;
  const make = useCommand<{ kind: Kind; name: string }, Api<'Environment'>>(
    (body, headers) => dataOf(api.POST('/v1/environments', { body, headers })),
    {
      onDone: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: keys.environments(organization.id) });
        onMade(id);
      },
    },
  );
  const fits = NAME.test(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits && allowed.allowed && !make.isPending) make.mutate({ kind, name });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <p className="text-ink-2">An environment groups clusters that live by the same rules. One is enough to begin.</p>
      <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
        <SelectField label="Kind" value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
          {KINDS.map(({ kind: value, meaning }) => (
            <option key={value} value={value}>
              {meaning}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Name"
          value={name}
          onChange={({ target }) => setWritten(target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          required
          error={fits ? null : 'Use 1 to 40 lower-case letters, digits, - or &.'}
        />
      </div>
      {make.error !== null && <Failure error={make.error} />}
      <Actions>
        {onBack !== undefined && <Button onClick={onBack}>Choose an existing one</Button>}
        <Button type="submit" look="primary" busy={make.isPending} forbidden={allowed.reason}>
          Make environment
        </Button>
      </Actions>
    </form>
  );
}
