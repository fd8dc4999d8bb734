import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { meQuery, useMe } from '../session/me.ts';
import { makePasskey } from '../session/passkey.ts';
import { useProvenCommand } from '../session/use-proven-command.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { browserWords } from './browser-words.ts';
import { NAME_LONGEST, nameFault } from './checks.ts';
import { passkeysQuery } from './queries.ts';
import { useChecked } from './use-checked.ts';

/** Names and makes a passkey. */
export function AddPasskeyDialog({ onClose }: { onClose(): void }) {
  const [name, setName] = useState(browserWords(navigator.userAgent));
  const add = useAddPasskey(onClose);
  const { form, shown } = useChecked({ name: nameFault(name, 'a name') }, () => add.mutate({ name: name.trim() }));
  const tooOld = add.error?.code === 'step_up_required';
  const unsupported = browserSupportsWebAuthn() ? null : 'This browser has no passkeys, or not at this address.';
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a passkey"
      description="Your device keeps it, behind its fingerprint, face or PIN. It signs you in here and confirms what you approve; we only store its public half."
    >
      <form {...form} className="grid gap-4">
        <TextField
          label="Name"
          hint="So that you can tell it from another one later."
          autoComplete="off"
          maxLength={NAME_LONGEST}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={shown('name')}
        />
        {add.error !== null && <Failure error={add.error} />}
        {tooOld && <SignInAgain />}
        <Actions>
          <Button onClick={onClose}>Add none</Button>
          <Button type="submit" look={tooOld ? 'plain' : 'primary'} busy={add.isPending} forbidden={unsupported}>
            Add passkey
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

/** A first passkey outside the sandbox has no second factor to lean on: only a session that has just begun will do. */
function SignInAgain() {
  const signOut = useSignOut();
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-ink-2">
        A first passkey could let somebody who finds your screen open stay in, so it takes a session that has just begun. Sign in
        again; you come back here.
      </p>
      <Button look="primary" busy={signOut.isPending} onClick={() => signOut.mutate({ next: '/sign-in?next=/settings/account' })}>
        Sign in again
      </Button>
      {signOut.error !== null && <Failure error={signOut.error} />}
    </div>
  );
}

type Named = { name: string };

async function register({ name }: Named): Promise<void> {
  const body = { name, response: await makePasskey() };
  // What a device answers differs each time: a repeat is a request of its own, not the same one again.
  await dataOf(api.POST('/v1/auth/passkey/verify-registration', { body, headers: { 'Idempotency-Key': crypto.randomUUID() } }));
}

function useAddPasskey(onAdded: () => void) {
  const me = useMe();
  const queries = useQueryClient();
  const onDone = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: passkeysQuery.queryKey }),
      queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true }),
    ]);
    onAdded();
  };
  const proven = useProvenCommand<Named, void>('add a passkey', register, { onDone, needed: () => me.has_passkey });
  const plain = useCommand<Named, void>(register, { onDone });
  // Without a passkey, and where no password serves, there is nothing to prove with.
  return me.has_passkey || me.step_up_methods.includes('password') ? proven : plain;
}
