import { Page } from '../ui/Page.tsx';

export function OverviewPage() {
  return (
    <Page title="Overview">
      <p>In the making.</p>
    </Page>
  );
}
