import { OPEN_PLAN_STATES, type PlanDocumentBody } from '@modekeeper/contracts';
import { clusterRows, planRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import { type EnrolledKey, readConnectorDocument } from './connector-document.ts';
import { stateConflict } from './problems.ts';
import { type ConnectorCtx, type LiveChange, planNews, refuseDocument, startOver } from './recording.ts';

/**
 * Open plans of one cluster at most; a connector has one per target. Revoking a cluster closes all of them in one batch, which must stay possible
 * whatever the connector sent.
 */
export const OPEN_PLANS_MAX = 500;

/**
 * Records a plan that the connector sealed. Idempotent by plan id. Refused and audited: a signature that is not one of this cluster's
 * keys, another tenant or cluster, another plan under a known id.
 */
export async function recordProposed(
  ctx: ConnectorCtx,
  input: { body: PlanDocumentBody; keys: readonly EnrolledKey[] },
): Promise<LiveChange[]> {
  return startOver(() => recordOnce(ctx, input));
}

async function recordOnce(
  ctx: ConnectorCtx,
  input: { body: PlanDocumentBody; keys: readonly EnrolledKey[] },
): Promise<LiveChange[]> {
  const { envelope, plan_id } = input.body;
  const document = await readConnectorDocument(input.keys, 'plan', envelope, (payload) => payload.created_at);
  if (!document.ok) return refuseDocument(ctx, 'plan', document.code, plan_id);
  const { digest, key_id, payload } = document;
  if (payload.tenant_id !== ctx.tenant_id || payload.cluster_id !== ctx.cluster_id)
    return refuseDocument(ctx, 'plan', 'wrong_cluster', plan_id);
  if (payload.plan_id !== plan_id) return refuseDocument(ctx, 'plan', 'plan_id_mismatch', plan_id);
  const known = await planRows.find(ctx, plan_id);
  if (known !== undefined)
    return known.plan_digest === digest && known.cluster_id === ctx.cluster_id
      ? []
      : refuseDocument(ctx, 'plan', 'plan_digest_mismatch', plan_id);
  if ((await planRows.countIn(ctx, ctx.cluster_id, OPEN_PLAN_STATES)) >= OPEN_PLANS_MAX)
    return refuseDocument(ctx, 'plan', 'too_many_open_plans', plan_id);
  const cluster = await clusterRows.find(ctx, ctx.cluster_id);
  await commit(ctx, {
    // Another cluster of the tenant may name the same id meanwhile: the second one is judged again, and refused.
    guards: [planRows.guardNew(ctx, plan_id)],
    refusals: { plan_new: () => stateConflict('recorded', 'known already') },
    statements: [
      planRows.insert(ctx, {
        id: plan_id,
        cluster_id: ctx.cluster_id,
        environment_id: cluster?.environment_id ?? payload.environment,
        kind: payload.kind,
        state: 'proposed',
        revision: 0,
        reason: null,
        plan_digest: digest,
        effect_digest: null,
        verified_at_ms: null,
        target_namespace: payload.target.namespace,
        target_kind: payload.target.kind,
        target_name: payload.target.name,
        target_uid: payload.target.uid,
        changes: payload.changes,
        author_key_id: payload.author.kind === 'member' ? payload.author.id : (payload.author.key_id ?? key_id),
        created_at_ms: payload.created_at * 1_000,
        expires_at_ms: payload.expires_at * 1_000,
        updated_at_ms: ctx.now_ms,
        dispatched_at_ms: null,
        cancel_requested_at_ms: null,
      }),
      planRows.insertDocument(ctx, { plan_id, kind: 'plan', digest, envelope, recorded_at_ms: ctx.now_ms }),
      planRows.appendEvent(ctx, {
        plan_id,
        revision: 0,
        from_state: null,
        to_state: 'proposed',
        reason: null,
        actor: ctx.actor,
        at_ms: payload.created_at * 1_000,
        recorded_at_ms: ctx.now_ms,
        divergence: false,
      }),
    ],
    audit: [
      {
        action: 'plan.proposed',
        subject: { type: 'plan', id: plan_id },
        detail: { plan_digest: digest, cluster_id: ctx.cluster_id },
      },
    ],
  });
  return [
    {
      ...planNews({ id: plan_id, revision: 0, reason: null }, 'proposed'),
      facts: { expires_at_ms: payload.expires_at * 1_000 },
    },
  ];
}
