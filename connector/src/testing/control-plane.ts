// The control plane's side of the session, driven by a test: what the real gateway may do, and what a hostile one could.
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type AckBody,
  base64Decode,
  type Decoded,
  DOWN_FRAMES,
  type DownBody,
  type DownFrameType,
  decodeUpFrame,
  type EnrollRequest,
  type EnrollResponse,
  enrollRequestSchema,
  type HelloBody,
  makeId,
  makeUlid,
  type UpBody,
  type UpFrame,
  type UpFrameType,
} from '@modekeeper/contracts';
import { verifyConnectHeader } from '@modekeeper/trust';
import { type WebSocket, WebSocketServer } from 'ws';

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const ulid = () => makeUlid(Date.now(), bytes);

export interface EnrollAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** TLS under a name that no resolver knows: only a proxy can lead there. */
export interface TlsIdentity {
  readonly host: string;
  readonly cert: string;
  readonly key: string;
}

/** One scripted control plane on a free port of this machine. */
export class TestControlPlane {
  readonly cluster_id = makeId('cl', Date.now(), bytes);
  readonly tenant_id = makeId('org', Date.now(), bytes);
  readonly environment_id = makeId('env', Date.now(), bytes);
  readonly frames: UpFrame[] = [];
  readonly enrollments: EnrollRequest[] = [];
  readonly upgrades: { status: number; header: string | null }[] = [];
  /** What `POST /v1/enroll` answers; null: enrolled. */
  enroll_answer: EnrollAnswer | null = null;
  /** Closes each connection with this code right after the upgrade. */
  close_code: number | null = null;
  welcome_set: DownBody<'welcome'>['kill'] = { epoch: 0, set: [] };
  /** False: frames are taken and never acknowledged. */
  acknowledging = true;
  kill_epoch = 0;
  down_stream = ulid();
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #socket: WebSocket | null = null;
  #up = { stream: '', seq: 0 };
  #down: string[] = [];
  #acked = 0;
  #public_key: Uint8Array | null = null;
  #waiting: (() => void)[] = [];

  readonly #tls: TlsIdentity | null;

  constructor(tls: TlsIdentity | null = null) {
    this.#tls = tls;
    const answer: RequestListener = (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        const { status, body } = this.#enroll(text);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    };
    this.#server = tls === null ? createServer(answer) : createTlsServer(tls, answer);
    this.#server.on('upgrade', (request, socket, head) => {
      const header = request.headers.authorization ?? null;
      void this.#admit(header, request.headers.host ?? '').then((ok) => {
        this.upgrades.push({ status: ok ? 101 : 401, header });
        if (!ok) return socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#opened(ws));
      });
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return this.#tls === null ? `http://127.0.0.1:${this.port}` : `https://${this.#tls.host}:${this.port}`;
  }

  get connected(): boolean {
    return this.#socket !== null;
  }

  /** Cuts the connection without a word, as every deploy does. */
  cut(): void {
    this.#socket?.terminate();
    this.#socket = null;
  }

  async close(): Promise<void> {
    this.cut();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Sends a frame; durable ones are kept and sent again until acknowledged. */
  send<Type extends DownFrameType>(type: Type, body: DownBody<Type>): void {
    const durable = DOWN_FRAMES[type] === 'durable';
    const frame = {
      v: 1,
      type,
      id: ulid(),
      stream: this.down_stream,
      seq: durable ? this.#down.length + 1 : null,
      ack: null,
      sent_at_ms: Date.now(),
      body,
    };
    const text = JSON.stringify(frame);
    if (durable) this.#down.push(text);
    this.#socket?.send(text);
  }

  /** Bodies of all frames of a type so far. */
  bodies<Type extends UpFrameType>(type: Type): UpBody<Type>[] {
    return this.frames.filter((frame) => frame.type === type).map((frame) => frame.body as UpBody<Type>);
  }

  /** Resolves with the first truthy answer; looks again after each frame and every 100 ms. */
  async until<T>(look: () => T | null | undefined | false, what: string, timeout_ms = 60_000): Promise<T> {
    const end = Date.now() + timeout_ms;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end)
        throw new Error(`waited in vain for ${what}; frames so far: ${this.frames.map((frame) => frame.type).join(' ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #enroll(text: string): EnrollAnswer {
    const request = enrollRequestSchema.parse(JSON.parse(text));
    this.enrollments.push(request);
    if (this.enroll_answer !== null) return this.enroll_answer;
    this.#public_key = base64Decode(request.public_key);
    const enrollment: EnrollResponse = {
      cluster_id: this.cluster_id,
      tenant_id: this.tenant_id,
      environment_id: this.environment_id,
      endpoints: { connect_url: `${this.url.replace('http', 'ws')}/v1/connect?tenant=${this.tenant_id}` },
    };
    return { status: 200, body: enrollment };
  }

  async #admit(header: string | null, aud: string): Promise<boolean> {
    if (this.#public_key === null) return false;
    const input = {
      header,
      public_key: this.#public_key,
      cluster_id: this.cluster_id,
      aud,
      now_ms: Date.now(),
      isNonceUsed: () => false,
    };
    return verifyConnectHeader(input).then(
      () => true,
      () => false,
    );
  }

  #opened(ws: WebSocket): void {
    if (this.close_code !== null) {
      ws.close(this.close_code, '5');
      return;
    }
    this.#socket = ws;
    ws.on('close', () => {
      if (this.#socket === ws) this.#socket = null;
    });
    ws.on('message', (data) => {
      const text = data.toString();
      if (text === 'hb') ws.send('hb');
      else this.#frame(decodeUpFrame(text));
    });
  }

  #frame(decoded: Decoded<UpFrame>): void {
    if (!decoded.known) return;
    const { frame } = decoded;
    if (frame.seq !== null) {
      if (frame.stream === this.#up.stream && frame.seq <= this.#up.seq) {
        this.#ack();
        return;
      }
      if (frame.seq !== this.#up.seq + 1) throw new Error(`gap: ${frame.seq} after ${this.#up.seq}`);
      this.#up = { stream: frame.stream, seq: frame.seq };
    }
    this.frames.push(frame);
    if (frame.type === 'hello') this.#hello(frame.body);
    else if (frame.type === 'ack') this.#acked = (frame.body as AckBody).seq;
    else if (frame.seq !== null || frame.type === 'heartbeat') this.#ack();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #hello(hello: HelloBody): void {
    if (this.#up.stream !== hello.stream) this.#up = { stream: hello.stream, seq: 0 };
    const held = hello.last_acknowledged;
    this.#acked = held?.stream === this.down_stream ? held.seq : 0;
    this.send('welcome', {
      streams: { up: hello.stream, down: this.down_stream },
      cursors: { up: this.#up.seq, down: this.#acked },
      kill: this.welcome_set,
      reconnect_spread_ms: 200,
    });
    for (const text of this.#down.slice(this.#acked)) this.#socket?.send(text);
  }

  #ack(): void {
    if (this.acknowledging)
      this.send('ack', { stream: this.#up.stream, seq: this.#up.seq, credit: 256, kill_epoch: this.kill_epoch });
  }
}
