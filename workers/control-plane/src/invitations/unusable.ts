import { ModeKeeperError } from '@modekeeper/contracts';
import type { invitationRows } from '@modekeeper/db';

/** Why an invitation cannot be used any more. */
export function unusable(row: Pick<invitationRows.Invitation, 'state' | 'expires_at_ms'>, now_ms: number): ModeKeeperError {
  const expired = row.state === 'pending' && row.expires_at_ms <= now_ms;
  if (expired || row.state === 'revoked') {
    return new ModeKeeperError({
      code: 'invitation_expired',
      message: expired ? 'The invitation is older than 7 days.' : 'The invitation was taken back.',
      hint: 'Ask an owner or admin of the organisation for a new one.',
    });
  }
  return new ModeKeeperError({
    code: 'invitation_used',
    message: 'The invitation was used already.',
    hint: 'If that was not you, tell an owner of the organisation; otherwise sign in.',
  });
}
