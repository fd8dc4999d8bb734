import { Page } from '../ui/Page.tsx';

export function ResetPasswordPage() {
  return (
    <Page title="Choose a new password">
      <p>In the making.</p>
    </Page>
  );
}
