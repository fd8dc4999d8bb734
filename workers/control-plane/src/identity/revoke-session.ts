import { identityRows } from '@modekeeper/db';
import type { UserCtx } from '../platform/context.ts';
import { notFound } from '../platform/problems.ts';
import { cutLiveSockets } from './cut-live-sockets.ts';

/** Ends one of the person's sessions: the next request with it is refused, its live sockets are cut. @throws `not_found` */
export async function revokeSession(ctx: UserCtx, input: { id: string }): Promise<void> {
  const ended = await identityRows.endSession(ctx.platform, ctx.user.id, input.id);
  if (!ended) throw notFound('session');
  ctx.defer(cutLiveSockets(ctx, ctx.user.id, { session_id: input.id }));
}
