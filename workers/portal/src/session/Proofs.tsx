import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { Button } from '../ui/Button.tsx';
import { Actions } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { meQuery, useMe } from './me.ts';
import { askForPasskey } from './passkey.ts';

type Proof = { method: 'passkey' } | { method: 'password'; password: string };
type Props = { onProven(): void /** The person goes to another page instead. */; onLeave(): void };

/** The ways to prove a second factor here: a passkey; in the sandbox the password too. */
export function Proofs({ onProven, onLeave }: Props) {
  const me = useMe();
  const queries = useQueryClient();
  const takesPassword = me.step_up_methods.includes('password');
  const prove = useCommand<Proof, Api<'StepUpAnswer'>>(
    async (proof) => {
      const body = proof.method === 'passkey' ? { ...proof, response: await askForPasskey() } : proof;
      // What a device answers differs each time: a repeat is a request of its own, not the same one again.
      return dataOf(api.POST('/v1/step-up', { body, headers: { 'Idempotency-Key': crypto.randomUUID() } }));
    },
    {
      onDone: ({ valid_until }) => {
        queries.setQueryData(meQuery.queryKey, (known) => known && { ...known, step_up_until: valid_until });
        onProven();
      },
    },
  );
  const wait = waitReason(useWait_ms(prove.error));
  const busy = (method: Proof['method']) => prove.isPending && prove.variables.method === method;
  return (
    <>
      {me.has_passkey ? (
        <Button look="primary" busy={busy('passkey')} forbidden={wait} onClick={() => prove.mutate({ method: 'passkey' })}>
          <KeyRound aria-hidden="true" size={16} />
          Use a passkey
        </Button>
      ) : (
        <p className="text-ink-2">
          {takesPassword ? 'In this sandbox your password serves. ' : 'Only a passkey serves here, and you have none yet. '}
          <Link to="/settings/account" className="link" onClick={onLeave}>
            Add a passkey in your account
          </Link>
          {takesPassword && ' to do it with one touch.'}
        </p>
      )}
      {takesPassword && (
        <PasswordProof
          email={me.user.email}
          main={!me.has_passkey}
          busy={busy('password')}
          wait={wait}
          onGiven={(password) => prove.mutate({ method: 'password', password })}
        />
      )}
      {prove.error !== null && <Failure error={prove.error} />}
    </>
  );
}

type PasswordProps = { email: string; main: boolean; busy: boolean; wait: string | null; onGiven(password: string): void };

function PasswordProof({ email, main, busy, wait, onGiven }: PasswordProps) {
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && wait === null && password !== '') onGiven(password);
  };
  return (
    <form onSubmit={submit} className={main ? 'grid gap-3' : 'grid gap-3 border-t border-line pt-3'}>
      {/* Tells a password manager whose password is asked for. */}
      <input type="text" hidden readOnly autoComplete="username" value={email} />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        maxLength={128}
        required
      />
      <Actions>
        <Button type="submit" look={main ? 'primary' : 'plain'} busy={busy} forbidden={wait}>
          Confirm with password
        </Button>
      </Actions>
    </form>
  );
}
