import { auditRows, type PageQuery } from '@modekeeper/db';
import { apiTime, pageAnswer } from '../http/paging.ts';
import { actorSchema } from '../platform/actor.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import type { AuditEventView } from './routes.ts';

export async function listAuditEvents(ctx: MemberCtx, filter: auditRows.AuditFilter, page: PageQuery) {
  requirePermission(ctx, 'audit.read');
  return pageAnswer(await auditRows.list(ctx, filter, page), auditEventView);
}

function auditEventView(row: auditRows.AuditEvent): AuditEventView {
  return {
    seq: row.seq,
    at: apiTime(row.at_ms),
    action: row.action,
    actor: actorSchema.parse(row.actor),
    subject: { type: row.subject_type, id: row.subject_id },
    detail: row.detail,
    request_id: row.request_id,
  };
}
