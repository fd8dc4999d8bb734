import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PublicPage } from '../identity/PublicPage.tsx';
import { SignedInAs } from '../identity/SignedInAs.tsx';
import { meQuery } from '../session/me.ts';
import { buttonClass } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { AcceptInvitation } from './AcceptInvitation.tsx';

const route = getRouteApi('/invitations/accept');
const TITLE = 'Accept an invitation';

/** Where the link of an invitation leads, signed in or not. */
export function AcceptInvitationPage() {
  const { token } = route.useSearch();
  const { data: me, error, refetch } = useQuery(meQuery);
  if (token === undefined) {
    return (
      <PublicPage
        title={TITLE}
        lead="This address is not complete: the link of an invitation ends with a token, and it is missing."
        foot={
          <Link to="/" className="link">
            Go to the overview
          </Link>
        }
      >
        <p className="text-ink-2">Open the link again, or copy the whole of it. Otherwise ask for a new invitation.</p>
      </PublicPage>
    );
  }
  // Kept through signing in or up, so that the person comes back here.
  const here = `/invitations/accept?token=${encodeURIComponent(token)}`;
  if (me !== undefined) {
    return (
      <PublicPage
        title={TITLE}
        lead="You join the organisation that invited you, with the role that it chose. It works once, for the address that was invited."
        foot={<SignedInAs user={me.user} next={`/sign-in?next=${encodeURIComponent(here)}`} />}
      >
        <AcceptInvitation token={token} email={me.user.email} here={here} />
      </PublicPage>
    );
  }
  if (error === null) {
    return (
      <PublicPage title={TITLE} lead="Looking whether you are signed in…">
        <Skeleton className="h-9 w-full" />
      </PublicPage>
    );
  }
  if (error.status !== 401) {
    return (
      <PublicPage title={TITLE}>
        <Failure error={error} onRetry={() => void refetch()} />
      </PublicPage>
    );
  }
  return <SignInFirst here={here} />;
}

function SignInFirst({ here }: { here: string }) {
  return (
    <PublicPage
      title={TITLE}
      lead="You are invited to join an organisation in ModeKeeper. Sign in with the e-mail address to which the invitation was sent, or make an account with it; you come back here."
    >
      <Link to="/sign-up" search={{ next: here }} className={buttonClass('primary')}>
        Sign up
      </Link>
      <Link to="/sign-in" search={{ next: here }} className={buttonClass()}>
        Sign in
      </Link>
    </PublicPage>
  );
}
