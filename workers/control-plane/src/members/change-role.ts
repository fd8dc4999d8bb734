import type { Role } from '@modekeeper/contracts';
import { memberRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { lastOwner } from './last-owner.ts';
import { memberView } from './list.ts';
import type { MemberView } from './schemas.ts';

/** Gives a member another role. Owners are made and unmade by owners only. @throws `not_found`, `forbidden`, `last_owner` */
export async function changeMemberRole(ctx: MemberCtx, input: { id: string; role: Role }): Promise<MemberView> {
  requirePermission(ctx, 'member.manage');
  const member = await memberRows.find(ctx, input.id);
  if (member === undefined) throw notFound('member');
  const permission = member.role === 'owner' || input.role === 'owner' ? 'owner.manage' : 'member.manage';
  requirePermission(ctx, permission);
  if (member.role === input.role) return memberView(member);
  await commit(ctx, {
    permission,
    guards: [
      memberRows.guardRoleIs(ctx, member.user_id, member.role),
      ...(member.role === 'owner' ? [memberRows.guardAnotherOwner(ctx, member.user_id)] : []),
    ],
    refusals: { another_owner: lastOwner },
    statements: [memberRows.changeRole(ctx, member.user_id, input.role)],
    audit: [
      {
        action: 'member.role_changed',
        subject: { type: 'member', id: member.user_id },
        detail: { from: member.role, to: input.role },
      },
    ],
  });
  return memberView({ ...member, role: input.role });
}
