import { Page } from '../ui/Page.tsx';

export function PassportsPage() {
  return (
    <Page title="Passports">
      <p>In the making.</p>
    </Page>
  );
}
