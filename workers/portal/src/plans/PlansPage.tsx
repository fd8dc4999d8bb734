import { Page } from '../ui/Page.tsx';

export function PlansPage() {
  return (
    <Page title="Plans">
      <p>In the making.</p>
    </Page>
  );
}
