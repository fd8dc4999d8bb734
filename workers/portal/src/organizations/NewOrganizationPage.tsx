import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { NAME_LONGEST, nameFault } from '../identity/checks.ts';
import { PublicPage } from '../identity/PublicPage.tsx';
import { SignedInAs } from '../identity/SignedInAs.tsx';
import { useChecked } from '../identity/use-checked.ts';
import { useMe } from '../session/me.ts';
import { useJoin } from '../session/use-join.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';

/** A first organization, or one more. */
export function NewOrganizationPage() {
  const { organizations, user } = useMe();
  const first = organizations.length === 0;
  return (
    <PublicPage
      title="Make an organisation"
      lead="It holds environments, clusters, passports and the people who look after them. You become its owner; nothing in any cluster changes."
      foot={
        <>
          {first ? (
            <p>Were you invited to one? Then open the link of the invitation instead.</p>
          ) : (
            <p>
              <Link to="/" className="link">
                Back to the overview
              </Link>
            </p>
          )}
          <SignedInAs user={user} next="/sign-in" />
        </>
      }
    >
      <NewOrganizationForm />
    </PublicPage>
  );
}

function NewOrganizationForm() {
  const [name, setName] = useState('');
  const join = useJoin();
  const navigate = useNavigate();
  const create = useCommand<{ name: string }, Api<'Organization'>>(
    (body, headers) => dataOf(api.POST('/v1/organizations', { body, headers })),
    {
      onDone: async (organization) => {
        await join(organization);
        await navigate({ to: '/start', replace: true });
      },
    },
  );
  const wait = waitReason(useWait_ms(create.error));
  const { form, shown } = useChecked({ name: nameFault(name, 'a name') }, () => create.mutate({ name: name.trim() }));
  return (
    <form {...form} className="grid gap-4">
      <TextField
        label="Name"
        name="organization"
        autoComplete="organization"
        hint="As its members see it, for example the name of your company or team."
        maxLength={NAME_LONGEST}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={shown('name')}
      />
      {create.error !== null && <Failure error={create.error} />}
      <Button type="submit" look="primary" busy={create.isPending} forbidden={wait}>
        Make organisation
      </Button>
    </form>
  );
}
