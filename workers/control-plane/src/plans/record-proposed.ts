import type { PlanDocumentBody } from '@modekeeper/contracts';
import { clusterRows, planRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import { type EnrolledKey, readConnectorDocument } from './connector-document.ts';
import { type ConnectorCtx, type LiveChange, planNews, refuseDocument } from './recording.ts';

/**
 * Records a plan that the connector sealed. Idempotent by plan id. Refused and audited: a signature that is not one of this cluster's
 * keys, another tenant or cluster, another plan under a known id.
 */
export async function recordProposed(
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
  const cluster = await clusterRows.find(ctx, ctx.cluster_id);
  await commit(ctx, {
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
