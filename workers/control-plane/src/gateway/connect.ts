import { type CloseCodeName, CONNECT_NONCE_MEMORY_S, isModeKeeperError } from '@modekeeper/contracts';
import { importPublicKey, readConnectHeader, verifyConnectHeader } from '@modekeeper/trust';
import { type GatewayCore, newUlid, now } from './core.ts';
import type { PresenceCause } from './presence.ts';
import { noteRefusal, refuseUpgrade } from './refuse.ts';
import { writeSocket } from './sockets.ts';
import { currentKey, readBirth, readStatus, spendNonce } from './store/identity.ts';

/**
 * Opens the session of a connector: `GET /v1/connect?tenant=…` with the signed header. Whatever is wrong is answered by a close code,
 * because a WebSocket client sees nothing else. Says the same for a cluster of another tenant, an unknown one and a wrong signature.
 */
export async function connect(core: GatewayCore, request: Request, born: boolean): Promise<Response> {
  const url = new URL(request.url);
  const birth = born ? readBirth(core.sql) : undefined;
  if (birth === undefined || birth.tenant_id !== url.searchParams.get('tenant'))
    return refuseUpgrade('credentials', 'connect_header_invalid');
  const header = request.headers.get('Authorization');
  const key = currentKey(core.sql);
  if (key === undefined || !namesCluster(header, birth.cluster_id)) return refuseUpgrade('credentials', 'connect_header_invalid');
  try {
    await verifyConnectHeader({
      header,
      public_key: importPublicKey(key.public_key),
      cluster_id: birth.cluster_id,
      aud: url.host,
      now_ms: now(),
      // Asked last, after the signature fits: only then is the nonce worth remembering.
      isNonceUsed: (nonce) => !spendNonce(core.sql, nonce, now(), CONNECT_NONCE_MEMORY_S * 1_000),
    });
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    noteRefusal(core, causeOf(error.code));
    return refuseUpgrade('credentials', error.code);
  }
  if (readStatus(core.sql) === 'revoked') return refuse(core, 'revoked', 'cluster_revoked');
  return accept(core, key.key_id);
}

function refuse(core: GatewayCore, name: CloseCodeName, cause: PresenceCause): Response {
  noteRefusal(core, cause);
  return refuseUpgrade(name, cause);
}

function accept(core: GatewayCore, key_id: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  core.ctx.acceptWebSocket(server, ['connector']);
  const at_ms = now();
  writeSocket(server, {
    role: 'connector',
    connection_id: newUlid(),
    key_id,
    connected_ms: at_ms,
    phase: 'opened',
    last_frame_ms: at_ms,
    bad_frames: 0,
    boot_id: null,
    stream: null,
    peer_seq: 0,
    window: null,
    pinged_ms: null,
  });
  return new Response(null, { status: 101, webSocket: client, headers: { Date: new Date(at_ms).toUTCString() } });
}

function namesCluster(header: string | null, cluster_id: string): boolean {
  try {
    return readConnectHeader(header).claims.cluster_id === cluster_id;
  } catch (error) {
    if (isModeKeeperError(error)) return false;
    throw error;
  }
}

function causeOf(code: string): PresenceCause {
  if (code === 'clock_skew' || code === 'nonce_used') return code;
  return 'credentials_refused';
}
