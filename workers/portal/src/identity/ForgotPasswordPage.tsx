import { Page } from '../ui/Page.tsx';

export function ForgotPasswordPage() {
  return (
    <Page title="Reset your password">
      <p>In the making.</p>
    </Page>
  );
}
