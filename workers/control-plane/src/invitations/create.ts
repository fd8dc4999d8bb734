import { sha256Hex } from '@modekeeper/contracts';
import { invitationRows, platformRows } from '@modekeeper/db';
import { invitationEmail } from '../outbox/invitation-email.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { newId } from '../platform/random.ts';
import type { CreatedInvitation, CreateInvitation } from './schemas.ts';
import { newInvitationToken } from './token.ts';
import { invitationView } from './view.ts';

const VALID_MS = 7 * 24 * 60 * 60_000;

/**
 * Invites somebody into a role. The sandbox puts the link into its outbox, elsewhere the answer shows it once, to copy.
 * Owners are invited by owners only. @throws `forbidden`
 */
export async function createInvitation(ctx: MemberCtx, input: CreateInvitation): Promise<CreatedInvitation> {
  const permission = input.role === 'owner' ? 'owner.manage' : 'invitation.manage';
  requirePermission(ctx, permission);
  const token = newInvitationToken(ctx.tenant_id);
  const link = `${ctx.config.PUBLIC_URL}/invitations/accept?token=${token}`;
  const row = {
    id: newId('inv'),
    email: input.email,
    role: input.role,
    token_hash: sha256Hex(token),
    state: 'pending' as const,
    expires_at_ms: ctx.now_ms + VALID_MS,
    created_by: ctx.user.id,
    created_at_ms: ctx.now_ms,
  };
  const sandbox = ctx.config.ENVIRONMENT === 'sandbox';
  await commit(ctx, {
    permission,
    statements: [
      invitationRows.insert(ctx, row),
      ...(sandbox ? [platformRows.insertEmail(ctx.database, invitationEmail(ctx, row, link))] : []),
    ],
    audit: [
      { action: 'invitation.created', subject: { type: 'invitation', id: row.id }, detail: { email: row.email, role: row.role } },
    ],
  });
  const view = invitationView({ ...row, tenant_id: ctx.tenant_id, settled_by: null, settled_at_ms: null }, ctx.now_ms);
  return { ...view, link: sandbox ? null : link };
}
