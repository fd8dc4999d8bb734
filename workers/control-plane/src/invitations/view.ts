import type { invitationRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import type { InvitationView } from './schemas.ts';

export function invitationView(row: invitationRows.Invitation, now_ms: number): InvitationView {
  const expired = row.state === 'pending' && row.expires_at_ms <= now_ms;
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: expired ? 'expired' : row.state,
    expires_at: apiTime(row.expires_at_ms),
    created_at: apiTime(row.created_at_ms),
  };
}
