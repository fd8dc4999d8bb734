import { identityRows } from '@modekeeper/db';
import { clearAttempts, countAttempt } from '../platform/attempts.ts';
import type { UserCtx } from '../platform/context.ts';
import { authOf } from './auth.ts';
import { callAuth, invalidCredentials } from './call-auth.ts';
import { cutLiveSockets } from './cut-live-sockets.ts';

/** Whether this is the password of the signed-in person. */
export async function passwordFits(ctx: UserCtx, password: string): Promise<boolean> {
  const context = await authOf(ctx).$context;
  const account = await context.internalAdapter.findCredentialAccount(ctx.user.id);
  const hash = account?.password;
  return hash != null && (await context.password.verify({ hash, password }));
}

/**
 * Gives the person another password and ends their other sessions: whoever knew the old one is out.
 * @throws ModeKeeperError `invalid_credentials`, `rate_limited`, `invalid_request` (too short, too long)
 */
export async function changePassword(
  ctx: UserCtx,
  input: { current_password: string; new_password: string },
  headers: Headers,
): Promise<void> {
  const { current_password, new_password } = input;
  await countAttempt(ctx, 'step_up_user', ctx.user.id);
  if (!(await passwordFits(ctx, current_password))) throw invalidCredentials();
  await clearAttempts(ctx, 'step_up_user', ctx.user.id);
  const body = { currentPassword: current_password, newPassword: new_password, revokeOtherSessions: false };
  await callAuth(ctx, { method: 'POST', path: '/change-password', headers, body });
  // This session stays, with its live sockets; the library would replace it too. All others go at once: whoever knew the old password may
  // have opened any number of them.
  await identityRows.endOtherSessions(ctx.platform, ctx.user.id, ctx.session.id);
  ctx.defer(cutLiveSockets(ctx, ctx.user.id, { user_id: ctx.user.id, but_session_id: ctx.session.id }));
}
