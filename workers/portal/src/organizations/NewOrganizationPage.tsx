import { Page } from '../ui/Page.tsx';

export function NewOrganizationPage() {
  return (
    <Page title="Make an organisation">
      <p>In the making.</p>
    </Page>
  );
}
