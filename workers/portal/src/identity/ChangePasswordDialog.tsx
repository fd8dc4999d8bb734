import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { useMe } from '../session/me.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { useWait_ms, waitReason } from '../ui/use-wait.ts';
import { newPasswordFault, passwordFault } from './checks.ts';
import { PasswordField } from './PasswordField.tsx';
import { sessionsQuery } from './queries.ts';
import { useChecked } from './use-checked.ts';

type Change = Api<'ChangePassword'>;

/** Another password, by whoever knows the current one. */
export function ChangePasswordDialog({ onClose, onChanged }: { onClose(): void; onChanged(): void }) {
  const { user } = useMe();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Change>({ current_password: '', new_password: '' });
  const change = useCommand<Change, unknown>((body, headers) => dataOf(api.POST('/v1/auth/change-password', { body, headers })), {
    onDone: () => {
      void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      onChanged();
    },
  });
  const wait = waitReason(useWait_ms(change.error));
  const { form, shown } = useChecked(
    { current: passwordFault(typed.current_password), new: newPasswordFault(typed.new_password) },
    () => change.mutate(typed),
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Change password"
      description="Every other session of yours ends; this one and your passkeys stay."
    >
      <form {...form} className="grid gap-4">
        {/* Tells a password manager whose password changes. */}
        <input type="text" hidden readOnly autoComplete="username" value={user.email} />
        <PasswordField
          label="Current password"
          kind="current"
          value={typed.current_password}
          onChange={(text) => setTyped({ ...typed, current_password: text })}
          error={shown('current')}
        />
        <PasswordField
          label="New password"
          kind="new"
          hint="12 to 128 characters."
          value={typed.new_password}
          onChange={(text) => setTyped({ ...typed, new_password: text })}
          error={shown('new')}
        />
        <p className="text-1 text-ink-3">
          Forgotten the current one?{' '}
          <Link to="/forgot-password" className="link">
            Choose a new one by e-mail
          </Link>
        </p>
        {change.error !== null && <Failure error={change.error} />}
        <Actions>
          <Button onClick={onClose}>Keep the password</Button>
          <Button type="submit" look="primary" busy={change.isPending} forbidden={wait}>
            Change password
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
