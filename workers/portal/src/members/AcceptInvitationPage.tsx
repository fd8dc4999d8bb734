import { Page } from '../ui/Page.tsx';

export function AcceptInvitationPage() {
  return (
    <Page title="Accept an invitation">
      <p>In the making.</p>
    </Page>
  );
}
