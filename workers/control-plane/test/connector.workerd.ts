import { exports } from 'cloudflare:workers';
import {
  type ConnectClaims,
  type DownBody,
  type DownFrame,
  type DownFrameType,
  decodeDownFrame,
  type EnrollResponse,
  type HelloBody,
  makeUlid,
  PROTOCOL_VERSION,
  UP_FRAMES,
  type UpBody,
  type UpFrameType,
} from '@modekeeper/contracts';
import { createConnectHeader, generateKeyPair, type KeyPair, keyidOf, signerOf } from '@modekeeper/trust';
import { confirmCluster } from '../src/clusters/confirm.ts';
import { createCluster } from '../src/clusters/create.ts';
import { randomBytes } from '../src/platform/random.ts';
import type { Tenant } from './tenant.workerd.ts';
import { later } from './tenant.workerd.ts';
import './env.workerd.ts';

export const ORIGIN = 'http://control-plane.test';
export const CLUSTER_UID = '6f1c2f8e-0000-4000-8000-000000000001';

export function ulid(): string {
  return makeUlid(Date.now(), randomBytes);
}

/** A connector's identity: what it keeps in its Secret. */
export type Identity = {
  readonly tenant_id: string;
  readonly cluster_id: string;
  readonly pair: KeyPair;
  readonly key_id: string;
};

/** Enrols through the API, as a connector does. */
export async function enrollWith(
  token: string,
  pair: KeyPair,
  mode: 'observe' | 'verify' | 'apply' = 'apply',
): Promise<Response> {
  const body = {
    token,
    public_key: btoa(String.fromCharCode(...pair.public_key)),
    cluster_uid: CLUSTER_UID,
    chart_version: '0.1.0',
    mode,
  };
  return exports.default.fetch(`${ORIGIN}/v1/enroll`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** A cluster with an enrolled connector; confirmed unless told otherwise. */
export async function enrolledCluster(
  tenant: Tenant,
  options: { confirm?: boolean; mode?: 'observe' | 'verify' | 'apply' } = {},
): Promise<Identity> {
  const created = await createCluster(later(tenant.owner), { environment_id: tenant.environment_id, name: `cluster-${ulid()}` });
  const pair = await generateKeyPair(randomBytes);
  const answer = await enrollWith(created.token, pair, options.mode);
  if (answer.status !== 200) throw new Error(`enrolment answered ${answer.status}: ${await answer.text()}`);
  const { cluster_id, tenant_id } = (await answer.json()) as EnrollResponse;
  if (options.confirm !== false) await confirmCluster(later(tenant.owner), { id: cluster_id, cluster_uid: CLUSTER_UID });
  return { tenant_id, cluster_id, pair, key_id: keyidOf(pair.public_key) };
}

export type Boot = {
  readonly boot_id: string;
  readonly stream: string;
  seq: number;
  held: { stream: string; seq: number } | null;
};
export function boot(): Boot {
  return { boot_id: ulid(), stream: ulid(), seq: 0, held: null };
}

export type ConnectChanges = { claims?: Partial<ConnectClaims>; header?: string; tenant?: string; pair?: KeyPair };

/** One connection, raw: sends what it is told and keeps what it hears. */
export class TestConnector {
  readonly identity: Identity;
  readonly boot: Boot;
  readonly heard: DownFrame[] = [];
  readonly texts: string[] = [];
  readonly date: string | null;
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Whether it answers the duplicate rule's ping, as a living process does. */
  alive = true;
  /** Whether it acknowledges numbered frames by itself. */
  acks = true;
  readonly #ws: WebSocket;
  #wake: () => void = () => undefined;

  private constructor(identity: Identity, itsBoot: Boot, response: Response) {
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    this.identity = identity;
    this.boot = itsBoot;
    this.date = response.headers.get('Date');
    this.#ws = response.webSocket;
    this.closed = new Promise((done) => this.#ws.addEventListener('close', ({ code, reason }) => done({ code, reason })));
    this.#ws.addEventListener('message', ({ data }) => this.#hear(String(data)));
    this.#ws.accept();
  }

  /** Opens the socket with the signed header. */
  static async connect(identity: Identity, itsBoot: Boot = boot(), changes: ConnectChanges = {}): Promise<TestConnector> {
    const claims = {
      cluster_id: identity.cluster_id,
      aud: new URL(ORIGIN).host,
      ts_ms: Date.now(),
      nonce: ulid(),
      ...changes.claims,
    };
    const header = changes.header ?? (await createConnectHeader(claims, signerOf(changes.pair ?? identity.pair)));
    const response = await exports.default.fetch(`${ORIGIN}/v1/connect?tenant=${changes.tenant ?? identity.tenant_id}`, {
      headers: { Upgrade: 'websocket', Authorization: header },
    });
    return new TestConnector(identity, itsBoot, response);
  }

  /** Connects, says hello and waits for the welcome. */
  static async welcomed(
    identity: Identity,
    itsBoot: Boot = boot(),
    hello: Partial<HelloBody> = {},
  ): Promise<{ connector: TestConnector; welcome: DownBody<'welcome'> }> {
    const connector = await TestConnector.connect(identity, itsBoot);
    connector.hello(hello);
    return { connector, welcome: (await connector.next('welcome')).body };
  }

  hello(changes: Partial<HelloBody> = {}): void {
    const { boot_id, held, stream } = this.boot;
    this.send('hello', {
      ...{
        boot_id,
        stream,
        last_acknowledged: held,
        protocol: { min: 1, max: 1 },
        capabilities: [],
        mode: 'apply',
        targets: [],
        rights: [],
      },
      guard: { policy_name: null, ok: true, reason: null, checked_at_ms: null },
      kill: { active: false, signal: null, epoch: 0, sources: [] },
      versions: { connector: '0.1.0', chart: '0.1.0', kubernetes: null },
      ...changes,
    });
  }

  /** Sends a frame; durable ones get the next number unless one is given. Returns the number. */
  send<Type extends UpFrameType>(type: Type, body: UpBody<Type>, seq?: number): number | null {
    const isDurable = UP_FRAMES[type] === 'durable';
    const number = isDurable ? (seq ?? this.boot.seq + 1) : null;
    if (number !== null) this.boot.seq = Math.max(this.boot.seq, number);
    this.raw(JSON.stringify(this.frame(type, body, number)));
    return number;
  }

  frame(type: string, body: unknown, seq: number | null): Record<string, unknown> {
    return { v: PROTOCOL_VERSION, type, id: ulid(), stream: this.boot.stream, seq, ack: null, sent_at_ms: Date.now(), body };
  }

  raw(data: string | ArrayBuffer): void {
    this.#ws.send(data);
  }

  close(): void {
    this.#ws.close(1000, 'bye');
  }

  /** The next frame of a type that was not taken before; fails after `timeout_ms`. */
  async next<Type extends DownFrameType>(type: Type, timeout_ms = 5_000): Promise<Extract<DownFrame, { type: Type }>> {
    const until = Date.now() + timeout_ms;
    for (;;) {
      const index = this.heard.findIndex((frame) => frame.type === type);
      const [found] = index < 0 ? [] : this.heard.splice(index, 1);
      if (found !== undefined) return found as Extract<DownFrame, { type: Type }>;
      if (Date.now() > until)
        throw new Error(`no ${type} within ${timeout_ms} ms; heard ${this.heard.map((one) => one.type).join(', ')}`);
      await new Promise<void>((done) => {
        this.#wake = done;
        setTimeout(done, 50);
      });
    }
  }

  /** Waits until the object has acknowledged this number of the connector's stream. */
  async acked(seq: number): Promise<DownBody<'ack'>> {
    for (;;) {
      const { body } = await this.next('ack');
      if (body.seq >= seq) return body;
    }
  }

  #hear(data: string): void {
    this.texts.push(data);
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    if (data === 'ping' && this.alive) this.raw('hb');
    if (data.startsWith('{')) {
      const { frame, known } = decodeDownFrame(data);
      if (known) this.#take(frame);
    }
    this.#wake();
  }

  #take(frame: DownFrame): void {
    this.heard.push(frame);
    if (frame.seq === null || !this.acks || !this.alive) return;
    this.boot.held = { stream: frame.stream, seq: Math.max(this.boot.held?.seq ?? 0, frame.seq) };
    this.send('ack', { stream: frame.stream, seq: this.boot.held.seq, credit: 100, kill_epoch: 0 });
  }
}
