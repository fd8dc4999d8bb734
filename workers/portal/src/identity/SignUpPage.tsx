import { Page } from '../ui/Page.tsx';

export function SignUpPage() {
  return (
    <Page title="Sign up">
      <p>In the making.</p>
    </Page>
  );
}
