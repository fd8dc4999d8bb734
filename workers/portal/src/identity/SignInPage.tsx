import { Page } from '../ui/Page.tsx';

export function SignInPage() {
  return (
    <Page title="Sign in">
      <p>In the making.</p>
    </Page>
  );
}
