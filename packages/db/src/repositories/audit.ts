import { and, desc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { auditEvents } from '../schema/index.ts';
import { rawStatement, type Statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type AuditEvent = typeof auditEvents.$inferSelect;

/** Appends one event; `seq` is taken inside the batch (a libSQL has one writer), so it counts from 1 without gaps. */
export function append(ctx: TenantCtx, event: Omit<AuditEvent, 'tenant_id' | 'seq'>): Statement {
  return rawStatement(sql`
    INSERT INTO audit_events (tenant_id, seq, at_ms, action, actor, subject_type, subject_id, detail, request_id)
    SELECT ${ctx.tenant_id}, coalesce(max(seq), 0) + 1, ${event.at_ms}, ${event.action}, ${JSON.stringify(event.actor)}, ${event.subject_type},
           ${event.subject_id}, ${JSON.stringify(event.detail)}, ${event.request_id}
    FROM audit_events WHERE tenant_id = ${ctx.tenant_id}`);
}

/** The newest events about each of these subjects, newest first, at most `each` of one: one question, however many subjects. */
export async function newestAbout(
  ctx: TenantCtx,
  subject_type: string,
  subject_ids: readonly string[],
  each: number,
): Promise<AuditEvent[]> {
  if (subject_ids.length === 0) return [];
  const placed = ctx.database.orm
    .select({
      seq: auditEvents.seq,
      place: sql<number>`row_number() OVER (PARTITION BY ${auditEvents.subject_id} ORDER BY ${auditEvents.seq} DESC)`.as('place'),
    })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenant_id, ctx.tenant_id),
        eq(auditEvents.subject_type, subject_type),
        inArray(auditEvents.subject_id, [...subject_ids]),
      ),
    )
    .as('placed');
  const wanted = ctx.database.orm.select({ seq: placed.seq }).from(placed).where(lte(placed.place, each));
  return ctx.database.orm
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.tenant_id, ctx.tenant_id), inArray(auditEvents.seq, wanted)))
    .orderBy(desc(auditEvents.seq));
}

export type AuditFilter = { action?: string | undefined; subject_type?: string | undefined; subject_id?: string | undefined };

/** Newest first; the cursor is a `seq`. */
export async function list(ctx: TenantCtx, filter: AuditFilter, page: PageQuery): Promise<Page<AuditEvent>> {
  const rows = await ctx.database.orm
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenant_id, ctx.tenant_id),
        page.after === undefined ? undefined : lt(auditEvents.seq, Number(page.after)),
        filter.action === undefined ? undefined : eq(auditEvents.action, filter.action),
        filter.subject_type === undefined ? undefined : eq(auditEvents.subject_type, filter.subject_type),
        filter.subject_id === undefined ? undefined : eq(auditEvents.subject_id, filter.subject_id),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => String(row.seq));
}
