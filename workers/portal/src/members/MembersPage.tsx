import { Page } from '../ui/Page.tsx';

export function MembersPage() {
  return (
    <Page title="Members">
      <p>In the making.</p>
    </Page>
  );
}
