import { Link, useNavigate } from '@tanstack/react-router';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { useJoin } from '../session/use-join.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { Button, buttonClass } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';

type Props = { token: string; email: string /** The way back to this page. */; here: string };

/** Refusals after which pressing again is of no use. */
const FINAL = ['invitation_used', 'invitation_expired', 'not_found', 'already_exists', 'invalid_request'];

/** Accepts, or says why not and where to go on. */
export function AcceptInvitation({ token, email, here }: Props) {
  const join = useJoin();
  const navigate = useNavigate();
  const accept = useCommand<{ token: string }, Api<'Organization'>>(
    (body, headers) => dataOf(api.POST('/v1/invitations/accept', { body, headers })),
    {
      onDone: async (organization) => {
        await join(organization);
        await navigate({ to: '/', replace: true });
      },
    },
  );
  const signOut = useSignOut();
  const wait = waitReason(useWait_ms(accept.error));
  const code = accept.error?.code ?? '';
  return (
    <>
      {accept.error !== null && <Failure error={accept.error} />}
      {signOut.error !== null && <Failure error={signOut.error} />}
      {code === 'forbidden' && (
        <Button
          look="primary"
          busy={signOut.isPending}
          onClick={() => signOut.mutate({ next: `/sign-in?next=${encodeURIComponent(here)}` })}
        >
          Sign in as somebody else
        </Button>
      )}
      {FINAL.includes(code) && (
        <Link to="/" className={buttonClass('primary')}>
          Go to the overview
        </Link>
      )}
      {code !== 'forbidden' && !FINAL.includes(code) && (
        <Button look="primary" busy={accept.isPending} forbidden={wait} onClick={() => accept.mutate({ token })}>
          <span className="min-w-0 truncate">
            Accept as <bdi>{email}</bdi>
          </span>
        </Button>
      )}
    </>
  );
}
