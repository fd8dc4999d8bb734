import { invitationRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { unusable } from './unusable.ts';

/** Takes an invitation back. @throws `not_found`, `invitation_used`, `invitation_expired` */
export async function revokeInvitation(ctx: MemberCtx, input: { id: string }): Promise<void> {
  requirePermission(ctx, 'invitation.manage');
  const row = await invitationRows.find(ctx, input.id);
  if (row === undefined) throw notFound('invitation');
  await commit(ctx, {
    permission: 'invitation.manage',
    guards: [invitationRows.guardPending(ctx, row.id, ctx.now_ms)],
    refusals: { invitation_pending: () => unusable(row, ctx.now_ms) },
    statements: [invitationRows.settle(ctx, row.id, 'revoked', ctx.user.id, ctx.now_ms)],
    audit: [{ action: 'invitation.revoked', subject: { type: 'invitation', id: row.id }, detail: { email: row.email } }],
  });
}
