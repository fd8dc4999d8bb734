import { ModeKeeperError } from '@modekeeper/contracts';

/** An organization without an owner could never be managed again. */
export function lastOwner(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'last_owner',
    message: 'This is the last owner of the organisation, and one must remain.',
    hint: 'Make somebody else an owner first.',
  });
}
