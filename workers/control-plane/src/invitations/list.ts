import { invitationRows, type PageQuery } from '@modekeeper/db';
import { pageAnswer } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { invitationView } from './view.ts';

export async function listInvitations(ctx: MemberCtx, page: PageQuery) {
  requirePermission(ctx, 'invitation.manage');
  return pageAnswer(await invitationRows.list(ctx, page), (row) => invitationView(row, ctx.now_ms));
}
