import { Page } from '../ui/Page.tsx';

export function StartPage() {
  return (
    <Page title="Get going">
      <p>In the making.</p>
    </Page>
  );
}
