import type { Permission } from '@modekeeper/contracts';
import { invitationRows, memberRows, organizationRows } from '@modekeeper/db';
import { cutInOrganization } from '../identity/cut-live-sockets.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { lastOwner } from './last-owner.ts';

/**
 * Takes a member out of the organization; anybody may leave. Invitations that wait for the same address go with them: they would lead back in.
 * @throws `not_found`, `forbidden`, `last_owner`
 */
export async function removeMember(ctx: MemberCtx, input: { id: string }): Promise<void> {
  const leaving = input.id === ctx.user.id;
  if (!leaving) requirePermission(ctx, 'member.manage');
  const member = await memberRows.find(ctx, input.id);
  if (member === undefined) throw notFound('member');
  const permission: Permission = member.role === 'owner' ? 'owner.manage' : 'member.manage';
  if (!leaving) requirePermission(ctx, permission);
  const invited = await invitationRows.pendingFor(ctx, member.email.toLowerCase(), ctx.now_ms);
  await commit(ctx, {
    ...(leaving ? {} : { permission }),
    guards: [
      memberRows.guardRoleIs(ctx, member.user_id, member.role),
      ...(member.role === 'owner' ? [memberRows.guardAnotherOwner(ctx, member.user_id)] : []),
      ...invited.map(({ id }) => invitationRows.guardPending(ctx, id, ctx.now_ms)),
    ],
    refusals: { another_owner: lastOwner },
    statements: [
      ...memberRows.remove(ctx, member.user_id),
      organizationRows.unlink(ctx, member.user_id),
      ...invited.map(({ id }) => invitationRows.settle(ctx, id, 'revoked', ctx.user.id, ctx.now_ms)),
    ],
    audit: [
      { action: 'member.removed', subject: { type: 'member', id: member.user_id }, detail: { role: member.role, left: leaving } },
      ...invited.map(({ email, id }) => ({
        action: 'invitation.revoked' as const,
        subject: { type: 'invitation' as const, id },
        detail: { email },
      })),
    ],
  });
  ctx.defer(cutInOrganization(ctx, ctx.tenant_id, { user_id: member.user_id }));
}
