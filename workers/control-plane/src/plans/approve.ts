import { APPROVAL_MAX_LIFETIME_S, type Approval, base64urlEncode, digestOf } from '@modekeeper/contracts';
import { clusterRows, outboxRows, planRows } from '@modekeeper/db';
import { createEnvelope } from '@modekeeper/trust';
import { pokeGateway } from '../gateway/client.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { newId, randomBytes } from '../platform/random.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { approvalSigner } from './approval-signer.ts';
import { expirePlan } from './expire.ts';
import { dispatchBody } from './outbox-rows.ts';
import { approvedByAuthor, clusterNotConfirmed, effectChanged, modeRefuses, notVerified, stateConflict } from './problems.ts';
import type { PlanDetail } from './schemas.ts';
import { showPlan } from './show.ts';
import { transition } from './transition.ts';

/**
 * A person's yes to one effect of one plan: makes the L0 approval, signs it, and takes the plan from verified to approved together with
 * the order to dispatch it. A kill switch that is on does not stop this: it is enforced, with its reason, where the change would happen.
 * @throws `not_found`, `forbidden`, `step_up_required`, `cluster_not_confirmed`, `mode_observe`, `mode_verify`, `plan_not_verified`,
 * `plan_state_conflict`, `effect_changed`, `approval_by_author`
 */
export async function approvePlan(ctx: MemberCtx, input: { id: string; effect_digest: string }): Promise<PlanDetail> {
  requirePermission(ctx, 'plan.approve');
  const [plan] = await Promise.all([planRows.find(ctx, input.id), requireStepUp(ctx)]);
  if (plan === undefined) throw notFound('plan');
  await judge(ctx, plan, input.effect_digest);
  const signer = await approvalSigner(ctx.config);
  const approval = approvalOf(ctx, plan, input.effect_digest, signer.kid);
  const envelope = await createEnvelope('approval', approval, [signer]);
  const digest = digestOf(approval);
  const step = transition(ctx, {
    plan,
    to: 'approved',
    reason: null,
    at_ms: ctx.now_ms,
    action: 'plan.approved',
    detail: { effect_digest: input.effect_digest, approval_digest: digest },
  });
  await commit(ctx, {
    permission: 'plan.approve',
    guards: [
      ...step.guards,
      planRows.guardEffect(ctx, plan.id, input.effect_digest),
      clusterRows.guardState(ctx, plan.cluster_id, ['active']),
    ],
    refusals: {
      plan_state: () => stateConflict('approved', 'no longer as you saw it'),
      plan_effect: effectChanged,
      cluster_state: clusterNotConfirmed,
    },
    statements: [
      ...step.statements,
      planRows.insertDocument(ctx, { plan_id: plan.id, kind: 'approval', digest, envelope, recorded_at_ms: ctx.now_ms }),
      planRows.insertApproval(ctx, {
        id: newId('apr'),
        plan_id: plan.id,
        plan_digest: plan.plan_digest,
        effect_digest: input.effect_digest,
        decision: 'approve',
        level: 'L0',
        approver_id: ctx.user.id,
        key_id: signer.kid,
        nonce: approval.nonce,
        digest,
        issued_at_ms: approval.issued_at * 1_000,
        expires_at_ms: approval.expires_at * 1_000,
      }),
      outboxRows.insert(ctx, {
        id: newId('obx'),
        cluster_id: plan.cluster_id,
        kind: 'plan_dispatch',
        body: dispatchBody(plan, input.effect_digest, [envelope], step.revision),
        created_at_ms: ctx.now_ms,
      }),
    ],
    audit: step.audit,
  });
  ctx.defer(pokeGateway(ctx, ctx.tenant_id, plan.cluster_id, [step.news]));
  return showPlan(ctx, input);
}

async function judge(ctx: MemberCtx, plan: planRows.PlanRow, effect_digest: string): Promise<void> {
  const cluster = await clusterRows.find(ctx, plan.cluster_id);
  if (cluster?.state !== 'active') throw clusterNotConfirmed();
  if (cluster.mode !== 'apply') throw modeRefuses(cluster.mode);
  if (plan.state === 'proposed' || plan.state === 'verifying') throw notVerified(plan.state);
  if (plan.state !== 'verified') throw stateConflict('approved', plan.state);
  if (plan.expires_at_ms <= ctx.now_ms) {
    await expirePlan(ctx, plan);
    throw stateConflict('approved', 'expired');
  }
  if (plan.effect_digest !== effect_digest) throw effectChanged();
  if (plan.author_key_id === ctx.user.id) throw approvedByAuthor();
}

function approvalOf(ctx: MemberCtx, plan: planRows.PlanRow, effect_digest: string, key_id: string): Approval {
  const issued_at = Math.floor(ctx.now_ms / 1_000);
  return {
    schema_version: 'approval.v1',
    plan_digest: plan.plan_digest,
    effect_digest,
    decision: 'approve',
    level: 'L0',
    approver: { id: ctx.user.id, key_id },
    issued_at,
    expires_at: Math.min(issued_at + APPROVAL_MAX_LIFETIME_S, Math.floor(plan.expires_at_ms / 1_000)),
    nonce: base64urlEncode(randomBytes(16)),
  };
}
