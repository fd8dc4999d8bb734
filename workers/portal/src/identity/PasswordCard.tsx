import { Link } from '@tanstack/react-router';
import { buttonClass } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';

/** The way to another password. */
export function PasswordCard() {
  return (
    <Card title="Password">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-ink-2">A new one is chosen by a link that is sent to your address; it ends every session.</p>
        <Link to="/forgot-password" className={buttonClass('plain', true)}>
          Choose a new password
        </Link>
      </div>
    </Card>
  );
}
