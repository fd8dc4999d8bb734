import { identityRows } from '@modekeeper/db';
import type { UserCtx } from '../platform/context.ts';
import { callAuth, invalidCredentials } from './call-auth.ts';

/**
 * Verifies a passkey of the signed-in person. The auth library answers a verified passkey with a new session; that one is ended again,
 * the person keeps theirs. @throws ModeKeeperError `invalid_credentials`, for somebody else's passkey too
 */
export async function confirmPasskey(ctx: UserCtx, response: Record<string, unknown>, headers: Headers): Promise<void> {
  const answer = await callAuth(ctx, { method: 'POST', path: '/passkey/verify-authentication', headers, body: { response } });
  const { session, user } = await answer.json<{ session: { id: string }; user: { id: string } }>();
  await identityRows.endSession(ctx.platform, user.id, session.id);
  if (user.id !== ctx.user.id) throw invalidCredentials();
}
