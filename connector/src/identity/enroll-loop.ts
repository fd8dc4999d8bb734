import { type ConnectorConfig, isModeKeeperError } from '@modekeeper/contracts';
import type { Cluster, IdentitySecret, OwnState } from '@modekeeper/kube';
import { signerOfPrivateKey } from '@modekeeper/trust';
import type { Files } from '../config/files.ts';
import type { Readiness } from '../health/readiness.ts';
import type { Clock, Log, RandomSource } from '../ports.ts';
import { adviceFor, enroll } from '../session/enroll.ts';
import type { PostJson } from '../session/post-json.ts';
import { type Identity, isNewToken, pendingKey, publicKeyText, readIdentity, storeIdentity } from './identity.ts';

export interface EnrollLoopDeps {
  readonly own: OwnState;
  readonly cluster: Cluster;
  readonly config: ConnectorConfig;
  readonly files: Files;
  readonly token_file: string;
  readonly post: PostJson;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
}

type Step =
  | { readonly kind: 'done'; readonly identity: Identity }
  | { readonly kind: 'wait'; readonly code: string; readonly why: string; readonly wait_ms: number };

const RETRY_MS = 5000;
const MINUTE_MS = 60_000;

/**
 * The identity of this connector: the stored one, or a new one by enrolment. A token that was not used yet enrols again, with a new
 * key; while that does not work, the old identity serves. Tries until it has one or `signal` is aborted (null).
 */
export async function obtainIdentity(deps: EnrollLoopDeps, signal: AbortSignal): Promise<Identity | null> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const step = await attemptOnce(deps, attempt);
    if (step.kind === 'done') return step.identity;
    deps.readiness.set('enrollment', { ok: false, code: step.code, why: step.why });
    deps.log.error({ code: step.code, wait_s: Math.round(step.wait_ms / 1000) }, step.why);
    await deps.clock.sleep(step.wait_ms, signal);
  }
  return null;
}

async function attemptOnce(deps: EnrollLoopDeps, attempt: number): Promise<Step> {
  const read = await deps.own.getIdentity();
  if (read.kind !== 'ok') {
    return {
      kind: 'wait',
      code: 'cluster_unreachable',
      why: `The Secret of the connector's identity cannot be read: ${read.message}`,
      wait_ms: RETRY_MS,
    };
  }
  try {
    const stored = await readIdentity(read.value);
    const token = ((await deps.files.read(deps.token_file)) ?? '').trim();
    if (token === '' || (stored !== null && !isNewToken(read.value, token))) {
      if (stored !== null) return { kind: 'done', identity: stored };
      return { kind: 'wait', code: 'token_missing', why: adviceFor('token_missing') ?? '', wait_ms: MINUTE_MS / 2 };
    }
    const result = await enrollWith(deps, read.value, token, attempt);
    if (result.kind === 'done' || stored === null) return result;
    deps.log.error(
      { code: result.code },
      `Enrolment with the new token did not work; the connector goes on with its old identity. ${result.why}`,
    );
    return { kind: 'done', identity: stored };
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return { kind: 'wait', code: error.code, why: `${error.message} ${error.hint}`, wait_ms: RETRY_MS };
  }
}

async function enrollWith(deps: EnrollLoopDeps, secret: IdentitySecret, token: string, attempt: number): Promise<Step> {
  const { own, cluster, config, post, clock, random, log } = deps;
  const uid = await cluster.getClusterUid();
  if (uid.kind !== 'ok') {
    return {
      kind: 'wait',
      code: 'cluster_unreachable',
      why: `The uid of namespace kube-system cannot be read: ${uid.message}`,
      wait_ms: RETRY_MS,
    };
  }
  const pending = await pendingKey(own, secret, token, random);
  const signer = await signerOfPrivateKey(pending.private_key);
  const request = {
    token,
    public_key: publicKeyText(signer),
    cluster_uid: uid.value,
    chart_version: config.chart_version,
    mode: config.mode,
  };
  const result = await enroll({ control_plane_url: config.control_plane_url, request, post, clock, random, attempt });
  if (result.kind === 'refused') return { kind: 'wait', code: result.code, why: result.why, wait_ms: result.wait_ms };
  await storeIdentity(own, pending.secret, token, pending.private_key, result.enrollment, config.identity?.rotation ?? 0);
  log.info({ cluster_id: result.enrollment.cluster_id, key_id: signer.kid }, 'enrolled');
  return { kind: 'done', identity: { signer, enrollment: result.enrollment } };
}
