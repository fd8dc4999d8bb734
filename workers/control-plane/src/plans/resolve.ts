import { base64urlEncode, digestOf, type Resolution, type ResolutionTerminal } from '@modekeeper/contracts';
import { clusterRows, outboxRows, planRows } from '@modekeeper/db';
import { createEnvelope } from '@modekeeper/trust';
import { pokeGateway } from '../gateway/client.ts';
import { type AuditEntry, commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { newId, randomBytes } from '../platform/random.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { approvalSigner } from './approval-signer.ts';
import { stateConflict } from './problems.ts';
import { planNews } from './recording.ts';
import type { PlanDetail } from './schemas.ts';
import { showPlan } from './show.ts';
import { transition } from './transition.ts';

/**
 * A person's word on a plan that no read-back can settle, as a signed L0 resolution. The connector takes it and reports the end; where
 * there is no connector any more (cluster revoked or removed) the plan ends here.
 * @throws `not_found`, `forbidden`, `step_up_required`, `plan_state_conflict`
 */
export async function resolvePlan(
  ctx: MemberCtx,
  input: { id: string; terminal: ResolutionTerminal; note: string },
): Promise<PlanDetail> {
  requirePermission(ctx, 'plan.resolve');
  await requireStepUp(ctx);
  const plan = await planRows.find(ctx, input.id);
  if (plan === undefined) throw notFound('plan');
  if (plan.state !== 'needs_person') throw stateConflict('resolved', plan.state);
  const signer = await approvalSigner(ctx.config);
  const resolution: Resolution = {
    schema_version: 'resolution.v1',
    plan_digest: plan.plan_digest,
    terminal: input.terminal,
    note: input.note,
    person: { id: ctx.user.id, key_id: signer.kid },
    issued_at: Math.floor(ctx.now_ms / 1_000),
    nonce: base64urlEncode(randomBytes(16)),
  };
  const envelope = await createEnvelope('resolution', resolution, [signer]);
  const digest = digestOf(resolution);
  const resolved: AuditEntry = {
    action: 'plan.resolved',
    subject: { type: 'plan', id: plan.id },
    detail: { terminal: input.terminal, note: input.note, resolution_digest: digest },
  };
  const cluster = await clusterRows.find(ctx, plan.cluster_id);
  const hasConnector = cluster !== undefined && cluster.state !== 'revoked';
  const step = transition(ctx, { plan, to: input.terminal, reason: 'resolved_by_person', at_ms: ctx.now_ms });
  await commit(ctx, {
    permission: 'plan.resolve',
    guards: step.guards,
    refusals: { plan_state: () => stateConflict('resolved', 'no longer as you saw it') },
    statements: [
      planRows.insertDocument(ctx, { plan_id: plan.id, kind: 'resolution', digest, envelope, recorded_at_ms: ctx.now_ms }),
      ...(hasConnector ? [outboxRows.insert(ctx, resolveRow(ctx, plan, envelope))] : step.statements),
    ],
    audit: [resolved, ...(hasConnector ? [] : step.audit)],
  });
  const news = hasConnector ? planNews(plan, plan.state) : step.news;
  ctx.defer(pokeGateway(ctx, ctx.tenant_id, plan.cluster_id, [news]));
  return showPlan(ctx, input);
}

function resolveRow(ctx: MemberCtx, plan: planRows.PlanRow, envelope: unknown) {
  const body = { plan_id: plan.id, plan_digest: plan.plan_digest, resolutions: [envelope] };
  return { id: newId('obx'), cluster_id: plan.cluster_id, kind: 'plan_resolve', body, created_at_ms: ctx.now_ms };
}
