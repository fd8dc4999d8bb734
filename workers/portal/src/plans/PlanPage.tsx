import { Page } from '../ui/Page.tsx';

export function PlanPage() {
  return (
    <Page title="Plan">
      <p>In the making.</p>
    </Page>
  );
}
