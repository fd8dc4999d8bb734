import {
  type DownFrame,
  DUPLICATE_PING_TEXT,
  decodeDownFrame,
  HEARTBEAT_INTERVAL_S,
  HEARTBEAT_TEXT,
  type HelloBody,
  PROTOCOL_VERSION,
  UP_FRAMES,
  type UpBody,
  type UpFrameType,
} from '@modekeeper/contracts';
import { createConnectHeader, signerOf } from '@modekeeper/trust';
import { WebSocket } from 'ws';
import { helloOf } from './hello.ts';
import type { Identity } from './identity.ts';
import { ulid } from './random.ts';

/** Speaks the connector's protocol for pages to look at: no cluster, no journal, no gates. Keeps its session until `close`. */
export class FakeConnector {
  readonly identity: Identity;
  readonly #stream = ulid();
  readonly #ws: WebSocket;
  readonly #beat: ReturnType<typeof setInterval>;
  readonly #waiting = new Set<() => void>();
  readonly #heard: DownFrame[] = [];
  #seq = 0;
  #acked = 0;

  private constructor(identity: Identity, ws: WebSocket) {
    this.identity = identity;
    this.#ws = ws;
    this.#beat = setInterval(() => ws.send(HEARTBEAT_TEXT), HEARTBEAT_INTERVAL_S * 1_000);
    ws.on('message', (data) => this.#hear(String(data)));
    ws.on('close', () => clearInterval(this.#beat));
  }

  /** Opens a session and says hello. */
  static async open(identity: Identity, hello: Partial<HelloBody> = {}): Promise<FakeConnector> {
    const { host } = new URL(identity.url);
    const claims = { cluster_id: identity.cluster_id, aud: host, ts_ms: Date.now(), nonce: ulid() };
    const authorization = await createConnectHeader(claims, signerOf(identity.pair));
    const ws = new WebSocket(`ws://${host}/v1/connect?tenant=${identity.tenant_id}`, { headers: { authorization } });
    await new Promise<void>((done, fail) => {
      ws.once('open', done);
      ws.once('error', fail);
    });
    const connector = new FakeConnector(identity, ws);
    connector.send('hello', helloOf(connector.#stream, hello));
    await connector.next('welcome');
    return connector;
  }

  /** Sends a frame; durable ones are numbered. Answers the moment of sending, ms since the epoch. */
  send<Type extends UpFrameType>(type: Type, body: UpBody<Type>): number {
    const isDurable = UP_FRAMES[type] === 'durable';
    if (isDurable) this.#seq += 1;
    const seq = isDurable ? this.#seq : null;
    const sent_at_ms = Date.now();
    const head = { v: PROTOCOL_VERSION, id: ulid(), stream: this.#stream, seq, ack: null, sent_at_ms };
    this.#ws.send(JSON.stringify({ ...head, type, body }));
    return sent_at_ms;
  }

  /** Waits until everything that was sent is durable on the other side. */
  async settled(): Promise<void> {
    while (this.#acked < this.#seq) await this.#woken(`frame ${this.#seq} to be acknowledged`);
  }

  /** The next frame of a type that was not taken before. */
  async next<Type extends DownFrame['type']>(type: Type): Promise<Extract<DownFrame, { type: Type }>> {
    for (;;) {
      const index = this.#heard.findIndex((frame) => frame.type === type);
      const [found] = index < 0 ? [] : this.#heard.splice(index, 1);
      if (found !== undefined) return found as Extract<DownFrame, { type: Type }>;
      await this.#woken(`a ${type}`);
    }
  }

  close(): void {
    clearInterval(this.#beat);
    this.#ws.terminate();
  }

  #woken(what: string): Promise<void> {
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`waited 20 s for ${what}`)), 20_000);
      const wake = () => {
        clearTimeout(late);
        this.#waiting.delete(wake);
        done();
      };
      this.#waiting.add(wake);
    });
  }

  #hear(data: string): void {
    if (data === DUPLICATE_PING_TEXT) this.#ws.send(HEARTBEAT_TEXT);
    if (!data.startsWith('{')) return;
    const { frame, known } = decodeDownFrame(data);
    if (!known) return;
    if (frame.type === 'ack') this.#acked = Math.max(this.#acked, frame.body.seq);
    else this.#heard.push(frame);
    if (frame.seq !== null) this.send('ack', { stream: frame.stream, seq: frame.seq, credit: 100, kill_epoch: 0 });
    for (const wake of [...this.#waiting]) wake();
  }
}
