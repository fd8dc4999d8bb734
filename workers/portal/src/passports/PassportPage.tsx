import { Page } from '../ui/Page.tsx';

export function PassportPage() {
  return (
    <Page title="Passport">
      <p>In the making.</p>
    </Page>
  );
}
