import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { emailFault, NAME_LONGEST, nameFault, newPasswordFault } from './checks.ts';
import { PasswordField } from './PasswordField.tsx';
import { PublicPage } from './PublicPage.tsx';
import { type SignUp, signUpAndIn } from './sign-up.ts';
import { useChecked } from './use-checked.ts';
import { useGoOn } from './use-go-on.ts';

const route = getRouteApi('/sign-up');

/** A new account; then its first organization, or the invitation that brought the person here. */
export function SignUpPage() {
  const { next } = route.useSearch();
  const invited = next?.startsWith('/invitations/') === true;
  return (
    <PublicPage
      title="Sign up"
      lead={
        invited
          ? 'Use the e-mail address to which the invitation was sent: it works for that address only.'
          : 'Observing and proposing is free. Nothing in a cluster is changed before you allow it.'
      }
      foot={
        <p>
          You have an account?{' '}
          <Link to="/sign-in" search={next === undefined ? {} : { next }} className="link">
            Sign in
          </Link>
        </p>
      }
    >
      <SignUpForm next={next ?? '/organizations/new'} />
    </PublicPage>
  );
}

function SignUpForm({ next }: { next: string }) {
  const [typed, setTyped] = useState<SignUp>({ name: '', email: '', password: '' });
  const { email, name, password } = typed;
  const goOn = useGoOn();
  const signUp = useCommand<SignUp, void>(signUpAndIn, { onDone: () => goOn(next) });
  const wait = waitReason(useWait_ms(signUp.error));
  const { form, shown } = useChecked(
    { name: nameFault(name, 'your name'), email: emailFault(email), password: newPasswordFault(password) },
    () => signUp.mutate({ name: name.trim(), email: email.trim(), password }),
  );
  return (
    <form {...form} className="grid gap-4">
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        hint="As colleagues see it beside what you approve."
        maxLength={NAME_LONGEST}
        value={name}
        onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        error={shown('name')}
      />
      <TextField
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        autoCapitalize="none"
        value={email}
        onChange={(event) => setTyped({ ...typed, email: event.target.value })}
        error={shown('email')}
      />
      <PasswordField
        label="Password"
        kind="new"
        hint="12 to 128 characters."
        value={password}
        onChange={(text) => setTyped({ ...typed, password: text })}
        error={shown('password')}
      />
      {signUp.error !== null && <Failure error={signUp.error} />}
      <Button type="submit" look="primary" busy={signUp.isPending} forbidden={wait}>
        Sign up
      </Button>
    </form>
  );
}
