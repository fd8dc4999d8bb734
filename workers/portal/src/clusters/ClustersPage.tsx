import { Page } from '../ui/Page.tsx';

export function ClustersPage() {
  return (
    <Page title="Clusters">
      <p>In the making.</p>
    </Page>
  );
}
