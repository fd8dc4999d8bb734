import { identityRows } from '@modekeeper/db';
import type { UserCtx } from '../platform/context.ts';

/** Open sessions of the signed-in person, newest first; tokens are never shown. */
export async function listSessions(ctx: UserCtx) {
  const rows = await identityRows.sessionsOf(ctx.platform, ctx.user.id, new Date(ctx.now_ms));
  return rows.map((row) => ({
    id: row.id,
    current: row.id === ctx.session.id,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    address: row.ip_address === '' ? null : row.ip_address,
    user_agent: row.user_agent === '' ? null : row.user_agent,
  }));
}
