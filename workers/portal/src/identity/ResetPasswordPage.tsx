import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { noteSignedOut } from '../session/signed-in-before.ts';
import { Button, buttonClass } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { newPasswordFault } from './checks.ts';
import { Notice } from './Notice.tsx';
import { PasswordField } from './PasswordField.tsx';
import { PublicPage } from './PublicPage.tsx';
import { useChecked } from './use-checked.ts';

const route = getRouteApi('/reset-password');
const TITLE = 'Choose a new password';

/** Where the link of the e-mail leads. */
export function ResetPasswordPage() {
  const { token } = route.useSearch();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <PublicPage title={TITLE}>
        <Notice look="ok">Your new password is set, and every session of yours was ended. Sign in with it to go on.</Notice>
        <Link to="/sign-in" className={buttonClass('primary')}>
          Sign in
        </Link>
      </PublicPage>
    );
  }
  if (token === undefined) {
    return (
      <PublicPage title={TITLE} lead="This address is not complete: the link of the e-mail ends with a token, and it is missing.">
        <p className="text-ink-2">Open the link in the e-mail again, or copy the whole of it. It works once, for an hour.</p>
        <AskAgain />
      </PublicPage>
    );
  }
  return (
    <PublicPage
      title={TITLE}
      lead="Setting it ends every session of yours, on every device; passkeys stay."
      foot={
        <Link to="/sign-in" className="link">
          Back to sign in
        </Link>
      }
    >
      <ResetForm token={token} onDone={() => setDone(true)} />
    </PublicPage>
  );
}

function ResetForm({ token, onDone }: { token: string; onDone(): void }) {
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const reset = useCommand<{ token: string; new_password: string }, unknown>(
    (body) => dataOf(api.POST('/v1/auth/reset-password', { body })),
    {
      onDone: () => {
        noteSignedOut();
        queries.removeQueries();
        onDone();
      },
    },
  );
  const wait = waitReason(useWait_ms(reset.error));
  const { form, shown } = useChecked({ password: newPasswordFault(password) }, () =>
    reset.mutate({ token, new_password: password }),
  );
  return (
    <form {...form} className="grid gap-4">
      <PasswordField
        label="New password"
        kind="new"
        hint="12 to 128 characters."
        value={password}
        onChange={setPassword}
        error={shown('password')}
      />
      {reset.error !== null && <Failure error={reset.error} />}
      {reset.error?.code === 'token_invalid' ? (
        <AskAgain />
      ) : (
        <Button type="submit" look="primary" busy={reset.isPending} forbidden={wait}>
          Set the new password
        </Button>
      )}
    </form>
  );
}

function AskAgain() {
  return (
    <Link to="/forgot-password" className={buttonClass('primary')}>
      Ask for a new link
    </Link>
  );
}
