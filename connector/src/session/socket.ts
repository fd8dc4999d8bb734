import https from 'node:https';
import WebSocket from 'ws';
import { explainUnreachable, type Unreachable } from './unreachable.ts';

export interface SocketEvents {
  /** The upgrade was answered; `date_ms` is the server's `Date` header. */
  open(date_ms: number | null): void;
  message(text: string): void;
  /** Exactly once, whatever happened. */
  closed(ending: {
    close_code: number | null;
    reason: string;
    http_status: number | null;
    /** Why there was no connection at all, or why it broke; null for an answer or a close frame. */
    unreachable: Unreachable | null;
  }): void;
}

export interface Socket {
  send(text: string): void;
  /** Starts the closing handshake; `closed` follows. */
  close(code: number, reason: string): void;
  /** Cuts the connection without a handshake. */
  terminate(): void;
}

/** Opens a WebSocket. Frames know nothing of their transport. */
export type Connect = (url: string, headers: Readonly<Record<string, string>>, events: SocketEvents) => Socket;

const HANDSHAKE_TIMEOUT_MS = 15_000;
const MAX_PAYLOAD_BYTES = 2 * 1_048_576;

/**
 * WebSockets by the library `ws`. A proxy (HTTPS_PROXY, NO_PROXY) is Node's own agent option `proxyEnv`, a private CA Node's own
 * NODE_EXTRA_CA_CERTS. Plain `ws:` never goes through a proxy: it is for the sandbox on the same machine only.
 */
export function webSocketConnect(env: Readonly<Record<string, string | undefined>>): Connect {
  const agent = new https.Agent({ proxyEnv: { ...env } });
  return (url, headers, events) => {
    const secure = url.startsWith('wss:');
    const socket = new WebSocket(url, {
      headers,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      maxPayload: MAX_PAYLOAD_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
      ...(secure ? { agent } : {}),
    });
    let http_status: number | null = null;
    let failure = '';
    let unreachable: Unreachable | null = null;
    socket.on('upgrade', (response) => {
      const date_ms = Date.parse(response.headers.date ?? '');
      events.open(Number.isNaN(date_ms) ? null : date_ms);
    });
    socket.on('unexpected-response', (_request, response) => {
      http_status = response.statusCode ?? null;
      failure = `HTTP ${http_status}${response.headers['retry-after'] === undefined ? '' : ` retry after ${response.headers['retry-after']}`}`;
      response.resume();
      socket.terminate();
    });
    socket.on('message', (data, binary) => {
      if (!binary) events.message(data.toString());
    });
    socket.on('error', (error) => {
      // Our own `terminate` after an answer of another kind is an error, too, and says nothing new.
      if (failure === '') unreachable = explainUnreachable(error, url, env);
      failure ||= error.message;
    });
    socket.on('close', (code, reason) => {
      const text = reason.toString() || failure;
      events.closed({ close_code: code === 1006 ? null : code, reason: text, http_status, unreachable });
    });
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: (code, reason) => socket.close(code, reason),
      terminate: () => socket.terminate(),
    };
  };
}
