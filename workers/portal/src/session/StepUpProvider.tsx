import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type FormEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { serverNow } from '../time/clock.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { meQuery, useMe } from './me.ts';
import { askForPasskey } from './passkey.ts';
import { type StepUp, StepUpContext } from './step-up.ts';

/** A proof about to run out is asked for again: the request would meet it expired. */
const MARGIN_MS = 15_000;

/** Holds the second-factor dialog, for everything on the page that needs one. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const me = useMe();
  const [why, setWhy] = useState<string | null>(null);
  const settle = useRef<((proven: boolean) => void) | null>(null);

  const renew = useCallback((reason: string) => {
    settle.current?.(false);
    setWhy(reason);
    return new Promise<boolean>((done) => {
      settle.current = done;
    });
  }, []);
  const until_ms = me.step_up_until === null ? 0 : Date.parse(me.step_up_until);
  const stepUp = useMemo<StepUp>(
    () => ({
      renew,
      ensure: async (reason) => until_ms - MARGIN_MS > serverNow() || renew(reason),
    }),
    [renew, until_ms],
  );
  const finish = (proven: boolean) => {
    setWhy(null);
    settle.current?.(proven);
    settle.current = null;
  };
  return (
    <StepUpContext value={stepUp}>
      {children}
      <Dialog
        open={why !== null}
        onOpenChange={(open) => {
          if (!open) finish(false);
        }}
        title="Confirm that it is you"
        description={`A second factor is needed to ${why ?? 'go on'}. It then serves for 5 minutes in this session.`}
      >
        <Proofs onProven={() => finish(true)} />
      </Dialog>
    </StepUpContext>
  );
}

type Proof = { method: 'passkey' } | { method: 'password'; password: string };

function Proofs({ onProven }: { onProven(): void }) {
  const me = useMe();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const takesPassword = me.step_up_methods.includes('password');
  const prove = useCommand<Proof, unknown>(
    async (proof, headers) => {
      const body = proof.method === 'passkey' ? { ...proof, response: await askForPasskey() } : proof;
      return dataOf(api.POST('/v1/step-up', { body, headers }));
    },
    {
      onDone: async () => {
        await queries.invalidateQueries({ queryKey: meQuery.queryKey });
        onProven();
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate({ method: 'password', password });
  };
  return (
    <div className="grid gap-3">
      {me.has_passkey ? (
        <Button look="primary" busy={prove.isPending} onClick={() => prove.mutate({ method: 'passkey' })}>
          <KeyRound aria-hidden="true" size={16} />
          Use a passkey
        </Button>
      ) : (
        <p className="text-ink-2">
          You have no passkey yet.{' '}
          <a className="link" href="/settings/account">
            Add one in your account
          </a>
          {takesPassword ? '; in this sandbox your password serves too.' : '; it is the only second factor here.'}
        </p>
      )}
      {takesPassword && (
        <form onSubmit={submit} className="grid gap-3 border-t border-line pt-3">
          <TextField
            label="Password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            required
          />
          <Actions>
            <Button type="submit" look={me.has_passkey ? 'plain' : 'primary'} busy={prove.isPending}>
              Confirm with password
            </Button>
          </Actions>
        </form>
      )}
      {prove.error !== null && <Failure error={prove.error} />}
    </div>
  );
}
