import { Page } from '../ui/Page.tsx';

export function KillSwitchPage() {
  return (
    <Page title="Kill switch">
      <p>In the making.</p>
    </Page>
  );
}
