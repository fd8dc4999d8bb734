import type { GatewayCore } from './core.ts';
import type { OutboxWindow } from './outbox-window.ts';

/**
 * What the object remembers per connector socket across hibernation (runtime limit 16 KiB).
 * - `opened`: authenticated, no `hello` yet
 * - `waiting`: `hello` came while the cluster awaits confirmation
 * - `candidate`: `hello` came while another boot holds the identity; the old one is being asked
 * - `live`: welcomed
 */
export type ConnectorSocket = {
  readonly role: 'connector';
  readonly connection_id: string;
  readonly key_id: string;
  readonly connected_ms: number;
  phase: 'opened' | 'waiting' | 'candidate' | 'live';
  last_frame_ms: number;
  bad_frames: number;
  boot_id: string | null;
  stream: string | null;
  /** Last frame of ours that the connector said it holds, as named by `hello`. */
  peer_seq: number;
  window: OutboxWindow | null;
  /** When the duplicate rule asked this socket for a sign of life. */
  pinged_ms: number | null;
};

export type PortalSocket = {
  readonly role: 'portal';
  readonly user_id: string;
  readonly session_id: string;
  readonly connected_ms: number;
};

export type SocketState = ConnectorSocket | PortalSocket;

/** Reads what is attached to a socket; every socket that the object accepted has it. */
export function readSocket(ws: WebSocket): SocketState {
  return ws.deserializeAttachment() as SocketState;
}

export function writeSocket(ws: WebSocket, state: SocketState): void {
  ws.serializeAttachment(state);
}

/** Open connector sockets in a phase, oldest first. */
export function connectorSockets(
  core: GatewayCore,
  ...phases: ConnectorSocket['phase'][]
): { ws: WebSocket; state: ConnectorSocket }[] {
  return core.ctx
    .getWebSockets('connector')
    .filter((ws) => ws.readyState === WebSocket.OPEN)
    .map((ws) => ({ ws, state: readSocket(ws) as ConnectorSocket }))
    .filter(({ state }) => phases.length === 0 || phases.includes(state.phase))
    .sort((left, right) => left.state.connected_ms - right.state.connected_ms);
}

/** The one socket that frames go to, if a connector is welcomed. */
export function liveSocket(core: GatewayCore): { ws: WebSocket; state: ConnectorSocket } | undefined {
  return connectorSockets(core, 'live').at(-1);
}

/** Open portal sockets. */
export function portalSockets(core: GatewayCore): { ws: WebSocket; state: PortalSocket }[] {
  return core.ctx
    .getWebSockets('portal')
    .filter((ws) => ws.readyState === WebSocket.OPEN)
    .map((ws) => ({ ws, state: readSocket(ws) as PortalSocket }));
}

/** Last sign of life of a socket: heartbeat answered by the runtime, frame, or its opening. */
export function leaseOf(core: GatewayCore, ws: WebSocket, state: ConnectorSocket): number {
  return Math.max(core.ctx.getWebSocketAutoResponseTimestamp(ws)?.getTime() ?? 0, state.last_frame_ms, state.connected_ms);
}
