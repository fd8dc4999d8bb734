import {
  isModeKeeperError,
  type KeyRotation,
  ModeKeeperError,
  type RotateKeyRequest,
  type RotateKeyResponse,
} from '@modekeeper/contracts';
import { clusterRows, enrollmentRows } from '@modekeeper/db';
import { importPublicKey, readUnverified, verifyKeyRotation } from '@modekeeper/trust';
import { countAttempt } from '../platform/attempts.ts';
import { commit } from '../platform/commit.ts';
import type { BaseCtx, VerbCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { conflict } from '../platform/problems.ts';
import { clusterRefused } from './refused.ts';
import { registerCluster } from './register.ts';

/**
 * Replaces a connector's key (connector.md, "Enrolment and identity", 4). The document alone proves who asks: it is signed by the key in use
 * and by the new one. From then on the old key opens no session; documents that it signed before stay valid. The same rotation again gets
 * the same answer while its key is the one in use; afterwards it is refused, and no key ever comes back.
 * @throws `rotation_refused` (unknown or foreign cluster, wrong signature, a key that is not in use: all the same), `clock_skew`,
 * `cluster_refused`, `conflict` (the new key was enrolled before; or another change at the same time), `document_invalid`, `key_invalid`,
 * `key_low_order`
 */
export async function rotateKey(ctx: BaseCtx, input: RotateKeyRequest): Promise<RotateKeyResponse> {
  await countAttempt(ctx, 'rotate_address', ctx.address);
  const { payload: said } = readUnverified(input.document, 'key_rotation');
  const tenant = tenantContext(ctx.env, ctx.config, said.tenant_id);
  const actor = { type: 'connector' as const, cluster_id: said.cluster_id, key_id: said.old_key_id };
  const verb: VerbCtx = { ...ctx, ...tenant, actor, role: null };
  const [cluster, old_key] = await Promise.all([
    clusterRows.find(verb, said.cluster_id),
    enrollmentRows.findKey(verb, said.cluster_id, said.old_key_id),
  ]);
  if (cluster === undefined || old_key === undefined) throw rotationRefused();
  const { digest, rotation } = await verified(ctx, input, old_key.public_key, said);
  if (cluster.state === 'revoked') throw clusterRefused();
  if (cluster.key_id === rotation.old_key_id) await replace(verb, rotation, digest);
  // An answer that was lost: nothing to do but to tell the object again.
  else if (cluster.key_id !== rotation.new_key_id) throw rotationRefused();
  await registerCluster(verb, cluster.id);
  return { cluster_id: cluster.id, key_id: rotation.new_key_id };
}

/** What the signatures do not prove is told apart for nobody: a stranger learns neither ids nor which key is in use. */
async function verified(ctx: BaseCtx, input: RotateKeyRequest, old_public_key: string, said: KeyRotation) {
  try {
    return await verifyKeyRotation({
      envelope: input.document,
      old_public_key: importPublicKey(old_public_key),
      tenant_id: said.tenant_id,
      cluster_id: said.cluster_id,
      now: Math.floor(ctx.now_ms / 1_000),
    });
  } catch (error) {
    const isAboutProof = isModeKeeperError(error) && /^signature_|^key_(unknown|purpose)/.test(error.code);
    throw isAboutProof ? rotationRefused() : error;
  }
}

async function replace(ctx: VerbCtx, rotation: KeyRotation, digest: string): Promise<void> {
  const { cluster_id, new_key_id, new_public_key, old_key_id } = rotation;
  const key = { key_id: new_key_id, public_key: new_public_key };
  await commit(ctx, {
    guards: [
      clusterRows.guardState(ctx, cluster_id, ['awaiting_confirmation', 'active']),
      clusterRows.guardKey(ctx, cluster_id, old_key_id),
      enrollmentRows.guardKeyNew(ctx, cluster_id, new_key_id),
    ],
    refusals: { cluster_state: clusterRefused, key_new: keyKnown },
    statements: [
      ...enrollmentRows.putKey(ctx, { cluster_id, ...key, added_at_ms: ctx.now_ms }),
      clusterRows.change(ctx, cluster_id, key),
    ],
    audit: [
      {
        action: 'cluster.key_rotated',
        subject: { type: 'cluster', id: cluster_id },
        detail: { old_key_id, new_key_id, document_digest: digest },
      },
    ],
  });
}

function rotationRefused(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'rotation_refused',
    message: 'The rotation is refused: it is not signed by the key in use and by the new one, or it was used before.',
    hint: 'Let the connector try again; if that fails too, enrol it again with a new token.',
  });
}

function keyKnown(): ModeKeeperError {
  return conflict('The new key was enrolled for this cluster before, so it cannot come back.', 'Make a new key.');
}
