import type { platformRows } from '@modekeeper/db';
import type { MemberCtx } from '../platform/context.ts';
import { newId } from '../platform/random.ts';

/** The e-mail of an invitation, as a row of the sandbox's outbox. */
export function invitationEmail(ctx: MemberCtx, invitation: { email: string; role: string }, link: string): platformRows.Email {
  return {
    id: newId('obx'),
    tenant_id: ctx.tenant_id,
    recipient: invitation.email,
    kind: 'invitation',
    subject: `${ctx.user.name} invites you to ModeKeeper`,
    body: `You are invited to join an organisation as ${invitation.role}. Sign in with this address, then accept: the link works once, for 7 days.`,
    link,
    created_at_ms: ctx.now_ms,
  };
}
