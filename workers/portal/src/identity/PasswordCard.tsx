import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { ChangePasswordDialog } from './ChangePasswordDialog.tsx';
import { Notice } from './Notice.tsx';

/** The way to another password. */
export function PasswordCard() {
  const [state, setState] = useState<'idle' | 'asking' | 'changed'>('idle');
  return (
    <Card
      title="Password"
      actions={
        <Button small onClick={() => setState('asking')}>
          Change password
        </Button>
      }
    >
      {state === 'changed' ? (
        <Notice look="ok">Your password is changed, and every other session of yours was ended.</Notice>
      ) : (
        <p className="text-ink-2">Changing it ends every other session of yours. Passkeys stay.</p>
      )}
      {state === 'asking' && <ChangePasswordDialog onClose={() => setState('idle')} onChanged={() => setState('changed')} />}
    </Card>
  );
}
