import { guardedBatch, platformRows } from '@modekeeper/db';
import type { BaseCtx } from '../platform/context.ts';
import { newId } from '../platform/random.ts';

/** Puts a reset link into the sandbox's outbox. Elsewhere the route refuses before a token is made: there is no way to send it. */
export async function sendPasswordReset(ctx: BaseCtx, recipient: string, token: string): Promise<void> {
  if (ctx.config.ENVIRONMENT !== 'sandbox') return;
  const link = `${ctx.config.PUBLIC_URL}/reset-password?token=${encodeURIComponent(token)}`;
  const row = {
    id: newId('obx'),
    tenant_id: null,
    recipient,
    kind: 'password_reset' as const,
    subject: 'Choose a new password for ModeKeeper',
    body: 'Somebody asked for a new password for this address. The link works once, for an hour. If it was not you, nothing needs to be done.',
    link,
    created_at_ms: ctx.now_ms,
  };
  await guardedBatch(ctx.platform, [], [platformRows.insertEmail(ctx.platform, row)]);
}
