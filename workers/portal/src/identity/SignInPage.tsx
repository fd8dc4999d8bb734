import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { isSandbox } from '../deployment.ts';
import { wasSignedIn } from '../session/signed-in-before.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { emailFault, passwordFault } from './checks.ts';
import { Notice } from './Notice.tsx';
import { PasskeySignIn } from './PasskeySignIn.tsx';
import { PasswordField } from './PasswordField.tsx';
import { PublicPage } from './PublicPage.tsx';
import { useChecked } from './use-checked.ts';
import { useGoOn } from './use-go-on.ts';

const route = getRouteApi('/sign-in');

/** E-mail address and password, or a passkey; then on to where the person wanted to be. */
export function SignInPage() {
  const { next } = route.useSearch();
  const queries = useQueryClient();
  // Whoever was signed in before is gone: nothing of theirs stays in this page's memory.
  useEffect(() => queries.removeQueries(), [queries]);
  return (
    <PublicPage
      title="Sign in"
      foot={
        <p>
          No account yet?{' '}
          <Link to="/sign-up" search={next === undefined ? {} : { next }} className="link">
            Sign up
          </Link>
        </p>
      }
    >
      {wasSignedIn() && (
        <Notice>Your session has ended: it was revoked, or it was older than 7 days. Sign in to go on where you were.</Notice>
      )}
      {isSandbox() && (
        <Notice>
          This is a sandbox. <code>npm start</code> prints the demo logins in its terminal.
        </Notice>
      )}
      <PasswordSignIn next={next} />
      <div className="border-t border-line pt-4">
        <PasskeySignIn next={next} />
      </div>
    </PublicPage>
  );
}

function PasswordSignIn({ next }: { next: string | undefined }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const goOn = useGoOn();
  const signIn = useCommand<{ email: string; password: string }, unknown>(
    (body) => dataOf(api.POST('/v1/auth/sign-in/email', { body })),
    { onDone: () => goOn(next) },
  );
  const wait = waitReason(useWait_ms(signIn.error));
  const { form, shown } = useChecked({ email: emailFault(email), password: passwordFault(password) }, () =>
    signIn.mutate({ email: email.trim(), password }),
  );
  return (
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
          // A refusal, and how long to wait, belonged to the other address.
          signIn.reset();
        }}
        error={shown('email')}
      />
      <PasswordField label="Password" kind="current" value={password} onChange={setPassword} error={shown('password')} />
      {signIn.error !== null && <Failure error={signIn.error} />}
      <Button type="submit" look="primary" busy={signIn.isPending} forbidden={wait}>
        Sign in
      </Button>
      <p>
        <Link to="/forgot-password" className="link">
          Forgot your password?
        </Link>
      </p>
    </form>
  );
}
