import type { Api } from '../api/types.ts';
import { Notice } from '../identity/Notice.tsx';
import { CodeBlock } from '../ui/CodeBlock.tsx';

/** How the invitation reaches the invited person. */
export function InvitationMade({ invitation }: { invitation: Api<'CreatedInvitation'> }) {
  const { email, link, role } = invitation;
  return (
    <>
      <Notice look="ok">
        <bdi className="break-words">{email}</bdi> is invited as {role}.
      </Notice>
      {link === null ? (
        <p>
          This sandbox sends no e-mail: the link is in its{' '}
          <a href="/sandbox/outbox" target="_blank" rel="noreferrer" className="link">
            outbox
          </a>
          .
        </p>
      ) : (
        <>
          <p>
            Pass this link on yourself. It is shown here only: once this is closed, take the invitation back and make another.
          </p>
          <CodeBlock text={link} label="invitation link" />
        </>
      )}
    </>
  );
}
