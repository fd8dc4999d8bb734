import { ModeKeeperError, sha256Hex } from '@modekeeper/contracts';
import { invitationRows, memberRows, organizationRows } from '@modekeeper/db';
import { memberContext } from '../members/member-context.ts';
import type { OrganizationView } from '../organizations/schemas.ts';
import { showOrganization } from '../organizations/show.ts';
import { countAttempt } from '../platform/attempts.ts';
import { commit } from '../platform/commit.ts';
import type { UserCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { alreadyExists } from '../platform/problems.ts';
import { newId } from '../platform/random.ts';
import { tenantOfInvitationToken } from './token.ts';
import { unusable } from './unusable.ts';

/**
 * Joins the organization that the token invites to. The invitation works once, for the address that it was sent to.
 * @throws `not_found` (unknown token), `invitation_expired`, `invitation_used`, `forbidden` (another address), `already_exists`
 */
export async function acceptInvitation(ctx: UserCtx, input: { token: string }): Promise<OrganizationView> {
  await countAttempt(ctx, 'invitation_user', ctx.user.id);
  const tenant_id = tenantOfInvitationToken(input.token);
  if (tenant_id === undefined) throw unknownLink();
  const tenant = { ...ctx, ...tenantContext(ctx.env, ctx.config, tenant_id), role: null };
  const row = await invitationRows.findByToken(tenant, sha256Hex(input.token));
  if (row === undefined) throw unknownLink();
  if (row.state !== 'pending' || row.expires_at_ms <= ctx.now_ms) throw unusable(row, ctx.now_ms);
  if (row.email !== ctx.user.email.toLowerCase()) throw anotherAddress();
  const by = { created_by: row.created_by, created_at_ms: ctx.now_ms };
  await commit(tenant, {
    guards: [invitationRows.guardPending(tenant, row.id, ctx.now_ms), memberRows.guardNotMember(tenant, ctx.user.id)],
    refusals: {
      invitation_pending: () => unusable({ ...row, state: 'accepted' }, ctx.now_ms),
      not_yet_member: () => alreadyExists('a member', 'user'),
    },
    statements: [
      invitationRows.settle(tenant, row.id, 'accepted', ctx.user.id, ctx.now_ms),
      memberRows.insert(tenant, { user_id: ctx.user.id, joined_at_ms: ctx.now_ms, invited_by: row.created_by }),
      memberRows.bindRole(tenant, { id: newId('rb'), principal_id: ctx.user.id, role: row.role, ...by }),
      organizationRows.link(tenant, ctx.user.id),
    ],
    audit: [
      {
        action: 'member.joined',
        subject: { type: 'member', id: ctx.user.id },
        detail: { invitation_id: row.id, role: row.role },
      },
    ],
  });
  return showOrganization(await memberContext(ctx, tenant_id));
}

function unknownLink(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'not_found',
    message: 'This link does not lead to an invitation.',
    hint: 'Open it again, or copy the whole of it; otherwise ask an owner or admin of the organisation for a new one.',
  });
}

function anotherAddress(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'forbidden',
    message: 'The invitation was made for another e-mail address than the one that you are signed in with.',
    hint: 'Sign in with the invited address, or ask for an invitation to this one.',
  });
}
