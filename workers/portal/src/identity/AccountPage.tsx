import { useMe } from '../session/me.ts';
import { Card } from '../ui/Card.tsx';
import { Page } from '../ui/Page.tsx';
import { PasskeysCard } from './PasskeysCard.tsx';
import { PasswordCard } from './PasswordCard.tsx';
import { SessionsCard } from './SessionsCard.tsx';

/** The person's own matters: who they are here, how they prove it, where they are signed in. */
export function AccountPage() {
  const { user } = useMe();
  return (
    <Page title="Account" lead="Yours alone, the same in every organisation that you belong to.">
      <Card title="Profile">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          <dt className="text-ink-3">Name</dt>
          <dd className="break-words">
            <bdi>{user.name}</bdi>
          </dd>
          <dt className="text-ink-3">E-mail</dt>
          <dd className="break-words">
            <bdi>{user.email}</bdi>
          </dd>
        </dl>
      </Card>
      <PasskeysCard />
      <SessionsCard />
      <PasswordCard />
    </Page>
  );
}
