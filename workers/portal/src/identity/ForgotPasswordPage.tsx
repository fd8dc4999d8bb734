import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { isSandbox } from '../deployment.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { emailFault } from './checks.ts';
import { Notice } from './Notice.tsx';
import { PublicPage } from './PublicPage.tsx';
import { useChecked } from './use-checked.ts';

/** Asks for a link to choose a new password; the answer is the same whether or not the address has an account. */
export function ForgotPasswordPage() {
  const [email, setEmail] = useState('');
  const ask = useCommand<{ email: string }, unknown>((body) => dataOf(api.POST('/v1/auth/request-password-reset', { body })));
  const wait = waitReason(useWait_ms(ask.error));
  const { form, shown } = useChecked({ email: emailFault(email) }, () => ask.mutate({ email: email.trim() }));
  return (
    <PublicPage
      title="Reset your password"
      lead="You get a link with which you choose a new password. It works once, for an hour."
      foot={
        <Link to="/sign-in" className="link">
          Back to sign in
        </Link>
      }
    >
      {ask.isSuccess && (
        <Notice look="ok">
          If <bdi className="break-words">{ask.variables.email}</bdi> has an account, a link is on its way. Nothing came? Check
          the address, then ask again.
        </Notice>
      )}
      {isSandbox() && (
        <Notice>
          This sandbox sends no e-mail: the link appears in its{' '}
          <a href="/sandbox/outbox" className="link">
            outbox
          </a>
          .
        </Notice>
      )}
      <form {...form} className="grid gap-4">
        <TextField
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
            ask.reset();
          }}
          error={shown('email')}
        />
        {ask.error !== null && <Failure error={ask.error} />}
        <Button type="submit" look={ask.isSuccess ? 'plain' : 'primary'} busy={ask.isPending} forbidden={wait}>
          {ask.isSuccess ? 'Ask again' : 'Ask for a link'}
        </Button>
      </form>
    </PublicPage>
  );
}
