import { useSignOut } from '../session/use-sign-out.ts';
import { Failure } from '../ui/Failure.tsx';

type Props = {
  user: { name: string; email: string };
  /** Page to load after signing out. */
  next: string;
};

/** Who is signed in, with the way to be somebody else; for pages without the account menu. */
export function SignedInAs({ user, next }: Props) {
  const signOut = useSignOut();
  return (
    <>
      <p className="min-w-0 break-words">
        Signed in as <bdi>{user.email}</bdi>.{' '}
        <button type="button" className="link" onClick={() => signOut.mutate({ next })}>
          Sign out
        </button>
      </p>
      {signOut.error !== null && <Failure error={signOut.error} />}
    </>
  );
}
