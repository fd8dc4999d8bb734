import {
  type ConnectorConfig,
  type DsseEnvelope,
  hexEncode,
  isModeKeeperError,
  rotateKeyResponseSchema,
  strictParse,
} from '@modekeeper/contracts';
import type { OwnState } from '@modekeeper/kube';
import { createKeyRotation, type Signer, signerOfPrivateKey } from '@modekeeper/trust';
import type { Clock, Log, RandomSource } from '../ports.ts';
import type { PostJson } from '../session/post-json.ts';
import { adoptNextKey, isRotationDue, nextKey, readIdentity } from './identity.ts';

export interface RotateDeps {
  readonly own: Pick<OwnState, 'getIdentity' | 'patchIdentity'>;
  readonly config: Pick<ConnectorConfig, 'control_plane_url' | 'identity'>;
  readonly post: PostJson;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
}

/**
 * Takes a new key when chart value `identity.rotation` was raised, or when an earlier attempt's outcome is not known. The new key lies in the
 * Secret beside the old one before anybody hears of it, and the old one goes only after the control plane's yes: whenever the process
 * dies, the Secret holds the key that is in use, and the next attempt ends in the same place. Never throws for what the cluster or the
 * control plane answers: the old key serves on, and the next connection tries again.
 * @returns the signer to use from now on; null when there is nothing new
 */
export async function rotateIfDue(deps: RotateDeps): Promise<Signer | null> {
  try {
    return await rotate(deps);
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    deps.log.warn({ code: error.code, hint: error.hint }, `The key was not replaced; the old one serves on. ${error.message}`);
    return null;
  }
}

async function rotate({ own, config, post, clock, random, log }: RotateDeps): Promise<Signer | null> {
  const read = await own.getIdentity();
  if (read.kind !== 'ok') return null;
  const wanted = config.identity?.rotation ?? 0;
  const identity = await readIdentity(read.value);
  if (identity === null || !isRotationDue(read.value, wanted)) return null;
  const next = await nextKey(own, read.value, random);
  const to = await signerOfPrivateKey(next.private_key);
  const document = await createKeyRotation({
    tenant_id: identity.enrollment.tenant_id,
    cluster_id: identity.enrollment.cluster_id,
    from: identity.signer,
    to,
    issued_at: Math.floor(clock.now_ms() / 1000),
    nonce: hexEncode(random.bytes(16)),
  });
  const refusal = await refusalOf(post, config.control_plane_url, document, to.kid);
  if (refusal !== null) {
    log.error({ answer: refusal }, 'The key was not replaced; the old one serves on. The next connection tries again.');
    return null;
  }
  const stored = await adoptNextKey(own, next.secret, next.private_key, wanted);
  log.info({ old_key_id: identity.signer.kid, key_id: to.kid, stored }, 'the key was replaced');
  // Not stored as the only one yet: it lies there beside the old one, and the next connection tidies up.
  return to;
}

/** Null for the control plane's yes; else what it answered, in a word. */
async function refusalOf(
  post: PostJson,
  control_plane_url: string,
  document: DsseEnvelope,
  key_id: string,
): Promise<string | null> {
  const answer = await post(new URL('/v1/rotate-key', control_plane_url).toString(), { document }, {});
  if (answer.kind === 'failed') return answer.why;
  if (answer.status < 200 || answer.status > 299) return `status ${answer.status}: ${answer.body.slice(0, 300)}`;
  const body = rotateKeyResponseSchema.safeParse(parsed(answer.body));
  return body.success && body.data.key_id === key_id ? null : 'an answer in another form';
}

function parsed(text: string): unknown {
  try {
    return strictParse(text);
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
