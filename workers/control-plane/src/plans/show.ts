import type { DsseEnvelope, DsseKind } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { readUnverified } from '@modekeeper/trust';
import { apiTime } from '../http/paging.ts';
import { type Actor, actorSchema } from '../platform/actor.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import type { PlanDetail } from './schemas.ts';
import { planView } from './view.ts';

/** One plan with its whole story: transitions, signed documents, effect and gates. @throws `not_found` */
export async function showPlan(ctx: MemberCtx, input: { id: string }): Promise<PlanDetail> {
  requirePermission(ctx, 'plan.read');
  const row = await planRows.find(ctx, input.id);
  if (row === undefined) throw notFound('plan');
  const [events, rows] = await Promise.all([planRows.events(ctx, row.id), planRows.documents(ctx, row.id)]);
  const documents = rows.map((one) => ({
    kind: one.kind,
    digest: one.digest,
    recorded_at: apiTime(one.recorded_at_ms),
    // Verified when it was recorded; the envelope goes along for whoever wants to check again.
    payload: { ...readUnverified(one.envelope as DsseEnvelope, one.kind satisfies DsseKind).payload },
    envelope: one.envelope as DsseEnvelope,
  }));
  const reports = documents.filter(({ kind }) => kind === 'verify_report').map(({ payload }) => payload);
  const current = reports.findLast((report) => report.effect_digest === row.effect_digest);
  return {
    ...planView(row),
    effect: (current?.effect as Record<string, unknown> | undefined) ?? null,
    gates: (reports.at(-1)?.gates as PlanDetail['gates'] | undefined) ?? [],
    events: events.map((event) => ({
      n: event.n,
      revision: event.revision,
      from: event.from_state,
      to: event.to_state,
      reason: event.reason,
      actor: actorSchema.parse(event.actor) satisfies Actor,
      at: apiTime(event.at_ms),
      recorded_at: apiTime(event.recorded_at_ms),
      divergence: event.divergence,
    })),
    documents,
  };
}
