import type { BaseCtx, UserCtx } from '../platform/context.ts';
import { unauthenticated } from '../platform/problems.ts';
import { authOf } from './auth.ts';

/** The person behind the session cookie. @throws ModeKeeperError `unauthenticated` for none, a revoked or an expired one */
export async function openSession(ctx: BaseCtx, headers: Headers): Promise<UserCtx> {
  if (!headers.has('cookie')) throw unauthenticated();
  const found = await readSession(ctx, headers);
  if (found === null) throw unauthenticated();
  const { session, user } = found;
  return {
    ...ctx,
    actor: { type: 'user', user_id: user.id, session_id: session.id },
    user: { id: user.id, name: user.name, email: user.email },
    session: { id: session.id, created_at_ms: session.createdAt.getTime(), expires_at_ms: session.expiresAt.getTime() },
  };
}

/** The auth library turns a database that is away into an error of its own, without the cause: ask the database ourselves. */
async function readSession(ctx: BaseCtx, headers: Headers) {
  try {
    return await authOf(ctx).api.getSession({ headers, query: { disableCookieCache: true, disableRefresh: true } });
  } catch (error) {
    await ctx.platform.client.execute('SELECT 1');
    throw error;
  }
}
