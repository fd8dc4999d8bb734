import {
  base64urlDecode,
  base64urlEncode,
  CONNECT_TOLERANCE_S,
  type ConnectClaims,
  canonicalJson,
  connectClaimsSchema,
  type ErrorCode,
  isModeKeeperError,
  ModeKeeperError,
  strictParse,
  utf8Encode,
} from '@modekeeper/contracts';
import { verify } from '../sign/ed25519.ts';
import type { Signer } from '../sign/signer.ts';

const SCHEME = 'ModeKeeper ';
const PREFIX = 'modekeeper-connect-v1.';
const MAX_HEADER_CHARS = 2000;

/** Value of the `Authorization` header: `ModeKeeper <base64url(JSON claims)>.<base64url(signature)>`. */
export async function createConnectHeader(claims: ConnectClaims, signer: Signer): Promise<string> {
  const part = base64urlEncode(utf8Encode(canonicalJson(connectClaimsSchema.parse(claims))));
  return `${SCHEME}${part}.${base64urlEncode(await signer.sign(utf8Encode(PREFIX + part)))}`;
}

export type UnverifiedConnect = { claims: ConnectClaims; signed_bytes: Uint8Array; signature: Uint8Array };

/**
 * Reads the header WITHOUT verifying it: only to route the connection to the object that holds the key.
 * @throws ModeKeeperError `connect_header_invalid`
 */
export function readConnectHeader(header: string | null): UnverifiedConnect {
  const [part, signature_part, ...rest] = header?.startsWith(SCHEME) ? header.slice(SCHEME.length).split('.') : [];
  if (part === undefined || signature_part === undefined || rest.length > 0 || (header?.length ?? 0) > MAX_HEADER_CHARS) {
    throw refuse('connect_header_invalid', 'the Authorization header is missing or has another form');
  }
  const bytes = base64urlDecode(part);
  const signature = base64urlDecode(signature_part);
  if (bytes === null || signature === null) throw refuse('connect_header_invalid', 'a part is not base64url without padding');
  return { claims: readClaims(bytes), signed_bytes: utf8Encode(PREFIX + part), signature };
}

function readClaims(bytes: Uint8Array): ConnectClaims {
  try {
    const parsed = connectClaimsSchema.safeParse(strictParse(bytes, { max_bytes: MAX_HEADER_CHARS }));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
  }
  throw refuse('connect_header_invalid', 'the claims are not {cluster_id, aud, ts_ms, nonce}');
}

export type VerifyConnectInput = {
  header: string | null;
  /** Raw public key of the cluster that the header names, as enrolled. */
  public_key: Uint8Array;
  cluster_id: string;
  /** Host that the connector must have meant. */
  aud: string;
  now_ms: number;
  /** True when this nonce was seen within the last 600 s (`CONNECT_NONCE_MEMORY_S`); the caller remembers it afterwards. */
  isNonceUsed: (nonce: string) => boolean;
};

/**
 * Verifies the header of `GET /v1/connect` (connector.md, "Session"): signature, cluster, audience, 300 s of tolerance, nonce.
 * @throws ModeKeeperError `connect_header_invalid`, `signature_invalid`, `clock_skew`, `nonce_used`
 */
export async function verifyConnectHeader(input: VerifyConnectInput): Promise<ConnectClaims> {
  const { claims, signed_bytes, signature } = readConnectHeader(input.header);
  if (!(await verify(signed_bytes, signature, input.public_key)))
    throw refuse('signature_invalid', 'the signature does not fit the enrolled key');
  if (claims.cluster_id !== input.cluster_id) throw refuse('connect_header_invalid', 'it names another cluster');
  if (claims.aud !== input.aud) throw refuse('connect_header_invalid', 'it was made for another host');
  if (Math.abs(claims.ts_ms - input.now_ms) > CONNECT_TOLERANCE_S * 1000) {
    throw refuse('clock_skew', `its time is more than ${CONNECT_TOLERANCE_S} s away from ours`);
  }
  if (input.isNonceUsed(claims.nonce)) throw refuse('nonce_used', 'it was used before');
  return claims;
}

function refuse(code: ErrorCode, why: string): ModeKeeperError {
  return new ModeKeeperError({
    code,
    message: `The connection is refused: ${why}.`,
    hint: 'Check the clock of the cluster and that this connector is enrolled here; enrol it again if its key was lost.',
  });
}
