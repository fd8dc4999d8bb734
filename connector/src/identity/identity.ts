import {
  base64Encode,
  type EnrollResponse,
  enrollResponseSchema,
  ModeKeeperError,
  sha256Hex,
  strictParse,
  utf8Decode,
  utf8Encode,
} from '@modekeeper/contracts';
import type { IdentitySecret, OwnState } from '@modekeeper/kube';
import { type Signer, signerOfPrivateKey } from '@modekeeper/trust';
import type { RandomSource } from '../ports.ts';

/** Keys of Secret `<release>-identity`. */
const PRIVATE_KEY = 'private_key';
const ENROLLMENT = 'enrollment.json';
const TOKEN_DIGEST = 'token_sha256';
/** Key of an enrolment under way: kept, so that the same token with the same key can be sent again after a crash. */
const PENDING_KEY = 'pending_private_key';
const PENDING_TOKEN_DIGEST = 'pending_token_sha256';
/** Number of the rotation that led to the private key; absent: 0. */
const ROTATION = 'rotation';
/** Key of a rotation under way: from before the control plane hears of it until the old key is dropped. */
const NEXT_KEY = 'next_private_key';
const PRIVATE_KEY_BYTES = 32;

export interface Identity {
  readonly signer: Signer;
  readonly enrollment: EnrollResponse;
}

/** The identity that the Secret holds, or null when this connector is not enrolled yet. */
export async function readIdentity(secret: IdentitySecret): Promise<Identity | null> {
  const key = secret.data[PRIVATE_KEY];
  const text = secret.data[ENROLLMENT];
  if (key === undefined || text === undefined) return null;
  const enrollment = enrollResponseSchema.safeParse(strictParse(text));
  if (key.length !== PRIVATE_KEY_BYTES || !enrollment.success) {
    throw new ModeKeeperError({
      code: 'configuration_invalid',
      message: 'The Secret of the connector’s identity holds something else than a key and an enrolment.',
      hint: 'Empty the Secret’s data and enrol the cluster again with a new token.',
    });
  }
  return { signer: await signerOfPrivateKey(key), enrollment: enrollment.data };
}

/** True for an installation that never had an identity. */
export function isFirstStart(secret: IdentitySecret): boolean {
  return secret.data[PRIVATE_KEY] === undefined;
}

/** True when this token was not the one that the stored identity was enrolled with. */
export function isNewToken(secret: IdentitySecret, token: string): boolean {
  const used = secret.data[TOKEN_DIGEST];
  return used === undefined || utf8Decode(used) !== sha256Hex(token);
}

/**
 * The key to enrol with under this token: the one that an earlier attempt stored, or a new one, which is stored before it is used.
 * @throws ModeKeeperError `cluster_unreachable` when the Secret cannot be written
 */
export async function pendingKey(
  own: OwnState,
  secret: IdentitySecret,
  token: string,
  random: RandomSource,
): Promise<{ private_key: Uint8Array; secret: IdentitySecret }> {
  const digest = sha256Hex(token);
  const known = secret.data[PENDING_KEY];
  const knownDigest = secret.data[PENDING_TOKEN_DIGEST];
  if (known !== undefined && knownDigest !== undefined && utf8Decode(knownDigest) === digest)
    return { private_key: known, secret };
  const private_key = random.bytes(PRIVATE_KEY_BYTES);
  const written = await own.patchIdentity({ [PENDING_KEY]: private_key, [PENDING_TOKEN_DIGEST]: utf8Encode(digest) }, secret);
  if (written.kind !== 'ok') throw notStored(written.message);
  return { private_key, secret: written.value };
}

/**
 * Makes the pending key the connector's own.
 * @param rotation chart value `identity.rotation`: done by this
 * @throws ModeKeeperError `cluster_unreachable`
 */
export async function storeIdentity(
  own: OwnState,
  secret: IdentitySecret,
  token: string,
  private_key: Uint8Array,
  enrollment: EnrollResponse,
  rotation: number,
): Promise<IdentitySecret> {
  const written = await own.patchIdentity(
    {
      [PRIVATE_KEY]: private_key,
      [ENROLLMENT]: utf8Encode(JSON.stringify(enrollment)),
      [TOKEN_DIGEST]: utf8Encode(sha256Hex(token)),
      [PENDING_KEY]: null,
      [PENDING_TOKEN_DIGEST]: null,
      // A key made just now needs no rotation, and one under way would follow a key that is gone.
      [ROTATION]: utf8Encode(String(rotation)),
      [NEXT_KEY]: null,
    },
    secret,
  );
  if (written.kind !== 'ok') throw notStored(written.message);
  return written.value;
}

/** True when the number wanted is above the one that was reached, or when the outcome of an earlier attempt is not known. */
export function isRotationDue(secret: IdentitySecret, wanted: number): boolean {
  return secret.data[NEXT_KEY] !== undefined || wanted > rotationOf(secret);
}

function rotationOf(secret: IdentitySecret): number {
  const reached = secret.data[ROTATION];
  return reached === undefined ? 0 : Number.parseInt(utf8Decode(reached), 10) || 0;
}

/**
 * The key to rotate to: the one that an earlier attempt stored (the control plane may have taken it), or a new one, stored before it is used.
 * @throws ModeKeeperError `cluster_unreachable` when the Secret cannot be written
 */
export async function nextKey(
  own: Pick<OwnState, 'patchIdentity'>,
  secret: IdentitySecret,
  random: RandomSource,
): Promise<{ private_key: Uint8Array; secret: IdentitySecret }> {
  const known = secret.data[NEXT_KEY];
  if (known !== undefined) return { private_key: known, secret };
  const private_key = random.bytes(PRIVATE_KEY_BYTES);
  const written = await own.patchIdentity({ [NEXT_KEY]: private_key }, secret);
  if (written.kind !== 'ok') throw notStored(written.message);
  return { private_key, secret: written.value };
}

/** Drops the old key, after the control plane's yes. False when the Secret could not be written: both keys stay, and the next attempt repeats it. */
export async function adoptNextKey(
  own: Pick<OwnState, 'patchIdentity'>,
  secret: IdentitySecret,
  private_key: Uint8Array,
  rotation: number,
): Promise<boolean> {
  const written = await own.patchIdentity(
    { [PRIVATE_KEY]: private_key, [ROTATION]: utf8Encode(String(Math.max(rotation, rotationOf(secret)))), [NEXT_KEY]: null },
    secret,
  );
  return written.kind === 'ok';
}

/** Strict base64 of the raw public key, as the enrolment sends it. */
export function publicKeyText(signer: Signer): string {
  return base64Encode(signer.public_key);
}

function notStored(why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_unreachable',
    message: `The connector's identity cannot be stored in its Secret: ${why}.`,
    hint: 'The Role of the release must allow get and patch on the Secret <release>-identity; check that the chart is whole.',
  });
}
