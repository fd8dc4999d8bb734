import { Page } from '../ui/Page.tsx';

export function ClusterPage() {
  return (
    <Page title="Cluster">
      <p>In the making.</p>
    </Page>
  );
}
