import { Page } from '../ui/Page.tsx';

export function AuditPage() {
  return (
    <Page title="Audit">
      <p>In the making.</p>
    </Page>
  );
}
