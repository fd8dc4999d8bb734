import { type EnrollRequest, type EnrollResponse, ModeKeeperError, sha256Hex } from '@modekeeper/contracts';
import { clusterRows, enrollmentRows } from '@modekeeper/db';
import { importPublicKey, keyidOf } from '@modekeeper/trust';
import { countAttempt } from '../platform/attempts.ts';
import { commit } from '../platform/commit.ts';
import type { BaseCtx, VerbCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { clusterRefused } from './refused.ts';
import { registerCluster } from './register.ts';
import { namedByToken } from './token.ts';

const OPEN = ['pending', 'awaiting_confirmation', 'active'] as const;

/**
 * Enrols a connector (connector.md, "Enrolment and identity"): takes its public key and the uid of its cluster. The same token with the same
 * key within the hour gets the same answer. Enrolling again with a new token keeps the old key for old documents; another uid than the
 * confirmed one has to be confirmed again.
 * @throws `token_invalid`, `token_used`, `token_expired`, `key_invalid`, `key_low_order`, `cluster_refused`
 */
export async function enroll(ctx: BaseCtx, input: EnrollRequest): Promise<EnrollResponse> {
  await countAttempt(ctx, 'enroll_address', ctx.address);
  const named = namedByToken(input.token);
  if (named === undefined) throw tokenProblem('token_invalid');
  const key_id = keyidOf(importPublicKey(input.public_key));
  const verb: VerbCtx = {
    ...ctx,
    ...tenantContext(ctx.env, ctx.config, named.tenant_id),
    actor: { type: 'connector', cluster_id: named.cluster_id, key_id },
    role: null,
  };
  const token_hash = sha256Hex(input.token);
  const token = await enrollmentRows.findToken(verb, token_hash);
  const cluster = token === undefined ? undefined : await clusterRows.find(verb, token.cluster_id);
  if (token === undefined || cluster === undefined || token.cluster_id !== named.cluster_id) throw tokenProblem('token_invalid');
  if (cluster.state === 'revoked') throw clusterRefused();
  if (token.withdrawn_at_ms !== null || token.expires_at_ms <= ctx.now_ms) throw tokenProblem('token_expired');
  if (token.used_at_ms === null) await takeToken(verb, cluster, input, { key_id, token_hash });
  else if (token.used_by_key !== input.public_key) throw tokenProblem('token_used');
  await registerCluster(verb, cluster.id);
  return answer(ctx, cluster);
}

async function takeToken(
  ctx: VerbCtx,
  cluster: clusterRows.Cluster,
  input: EnrollRequest,
  taken: { key_id: string; token_hash: string },
): Promise<void> {
  const confirmed = cluster.confirmed_uid === input.cluster_uid;
  const { chart_version, cluster_uid, mode, public_key } = input;
  await commit(ctx, {
    guards: [enrollmentRows.guardTokenFresh(ctx, taken.token_hash, ctx.now_ms), clusterRows.guardState(ctx, cluster.id, OPEN)],
    refusals: { token_fresh: () => tokenProblem('token_used'), cluster_state: clusterRefused },
    statements: [
      enrollmentRows.useToken(ctx, taken.token_hash, public_key, ctx.now_ms),
      ...enrollmentRows.putKey(ctx, { cluster_id: cluster.id, key_id: taken.key_id, public_key, added_at_ms: ctx.now_ms }),
      clusterRows.change(ctx, cluster.id, {
        state: confirmed ? 'active' : 'awaiting_confirmation',
        mode,
        chart_version,
        cluster_uid,
        key_id: taken.key_id,
        public_key,
        enrolled_at_ms: ctx.now_ms,
      }),
    ],
    audit: [
      {
        action: 'cluster.enrolled',
        subject: { type: 'cluster', id: cluster.id },
        detail: {
          key_id: taken.key_id,
          cluster_uid,
          mode,
          chart_version,
          again: cluster.key_id !== null,
          uid_confirmed: confirmed,
        },
      },
    ],
  });
}

function answer(ctx: BaseCtx, cluster: clusterRows.Cluster): EnrollResponse {
  const origin = ctx.config.PUBLIC_URL.replace(/^http/, 'ws');
  const connect_url = `${origin}/v1/connect?tenant=${cluster.tenant_id}`;
  return {
    cluster_id: cluster.id,
    tenant_id: cluster.tenant_id,
    environment_id: cluster.environment_id,
    endpoints: { connect_url },
  };
}

function tokenProblem(code: 'token_invalid' | 'token_used' | 'token_expired'): ModeKeeperError {
  const message = {
    token_invalid: 'The enrolment token is not known.',
    token_used: 'The enrolment token was used already, by another key.',
    token_expired: 'The enrolment token is older than an hour, or a newer one took its place.',
  }[code];
  return new ModeKeeperError({
    code,
    message,
    hint: 'Make a new token for the cluster (POST /v1/clusters/{id}/tokens) and upgrade the release with it.',
  });
}
