// The control plane's side of the session in memory, on virtual time: slow, cut at any moment, delivering at least once.
import {
  DOWN_FRAMES,
  type DownBody,
  type DownFrameType,
  type DsseEnvelope,
  decodeUpFrame,
  type HelloBody,
  isTerminalPlanState,
  makeUlid,
  type PlanState,
  type UpFrame,
} from '@modekeeper/contracts';
import type { Clock } from '../../ports.ts';
import type { Connect, SocketEvents } from '../../session/socket.ts';
import { payload } from '../walk.ts';
import type { Chance } from './chance.ts';

/** What the control plane knows of a plan. */
export interface KnownPlan {
  readonly plan_id: string;
  state: PlanState;
  revision: number;
  plan_digest: string;
  effect_digest: string;
  dispatched: boolean;
  /** Terminal states that were told, and digests of the receipts. */
  readonly ends: Set<string>;
  readonly receipts: Map<string, ReceiptView>;
}

export interface ReceiptView {
  readonly terminal: PlanState;
  readonly reason: string | null;
  readonly finished_at: number;
  readonly objects: readonly { uid: string; before: Record<string, unknown>; after: Record<string, unknown> }[];
}

interface Line {
  readonly events: SocketEvents;
  open: boolean;
  /** Frames of one direction arrive in order. */
  down_at_ms: number;
  up_at_ms: number;
}

export class Plane {
  readonly plans = new Map<string, KnownPlan>();
  readonly stream: string;
  kill: { epoch: number; set: DsseEnvelope[] } = { epoch: 0, set: [] };
  delay: () => number;
  /** Called when a plan was told to be verified. */
  verified: (plan: KnownPlan) => void = () => undefined;
  /** Called when a frame has reached a pod. */
  delivered: (by: string, type: DownFrameType, body: unknown) => void = () => undefined;
  /** Called for each stream that says hello for the first time. */
  newborn: () => void = () => undefined;
  readonly #clock: Clock;
  readonly #chance: Chance;
  #line: Line | null = null;
  #down: string[] = [];
  readonly #up = new Map<string, number>();
  #stream_up = '';

  constructor(clock: Clock, chance: Chance, delay: () => number) {
    this.#clock = clock;
    this.#chance = chance;
    this.delay = delay;
    this.stream = makeUlid(clock.now_ms(), chance.bytes);
  }

  /** @param by name of the pod. @param alive false once the process behind the socket is dead */
  connectFor(by: string, alive: () => boolean): Connect {
    return (_url, _headers, events) => {
      this.cut();
      const guarded: SocketEvents = {
        open: (date_ms) => alive() && events.open(date_ms),
        message: (text) => {
          if (!alive()) return;
          if (text.startsWith('{')) {
            const { type, body } = JSON.parse(text) as { type: DownFrameType; body: unknown };
            this.delivered(by, type, body);
          }
          events.message(text);
        },
        closed: (ending) => alive() && events.closed(ending),
      };
      const line: Line = { events: guarded, open: true, down_at_ms: 0, up_at_ms: 0 };
      this.#line = line;
      this.#later(line, 'down', () => guarded.open(this.#clock.now_ms()));
      const close = (code: number | null) => this.#close(line, code);
      return {
        send: (text) => {
          if (line.open) this.#later(line, 'up', () => this.#heard(line, text));
        },
        close: (code) => close(code),
        terminate: () => close(null),
      };
    };
  }

  /** Cuts the connection without a word. */
  cut(): void {
    if (this.#line !== null) this.#close(this.#line, null);
  }

  send<Type extends DownFrameType>(type: Type, body: DownBody<Type>): void {
    const durable = DOWN_FRAMES[type] === 'durable';
    const now_ms = this.#clock.now_ms();
    const seq = durable ? this.#down.length + 1 : null;
    const head = {
      v: 1,
      type,
      id: makeUlid(now_ms, this.#chance.bytes),
      stream: this.stream,
      seq,
      ack: null,
      sent_at_ms: now_ms,
    };
    const text = JSON.stringify({ ...head, body });
    if (durable) this.#down.push(text);
    this.#put(text);
  }

  #put(text: string): void {
    const line = this.#line;
    if (line === null) return;
    this.#later(line, 'down', () => line.events.message(text));
  }

  #later(line: Line, way: 'up' | 'down', work: () => void): void {
    const now_ms = this.#clock.now_ms();
    const key = `${way}_at_ms` as const;
    line[key] = Math.max(line[key], now_ms + this.delay());
    void this.#clock.sleep(line[key] - now_ms).then(() => line.open && work());
  }

  #close(line: Line, code: number | null): void {
    if (!line.open) return;
    line.open = false;
    if (this.#line === line) this.#line = null;
    const ending = { close_code: code, reason: '', http_status: null, unreachable: null };
    void this.#clock.sleep(this.delay()).then(() => line.events.closed(ending));
  }

  #heard(line: Line, text: string): void {
    if (text === 'hb') this.#later(line, 'down', () => line.events.message('hb'));
    else this.#frame(text);
  }

  #frame(text: string): void {
    const decoded = decodeUpFrame(text);
    if (!decoded.known) throw new Error('a frame that nobody knows');
    const { frame } = decoded;
    if (frame.type === 'hello') {
      this.#hello(frame.body);
      return;
    }
    if (frame.seq !== null) {
      const before = this.#up.get(frame.stream) ?? 0;
      if (frame.seq === before + 1) {
        this.#up.set(frame.stream, frame.seq);
        this.#take(frame);
      }
    }
    if (frame.seq !== null || frame.type === 'heartbeat') {
      const seq = this.#up.get(this.#stream_up) ?? 0;
      this.send('ack', { stream: this.#stream_up, seq, credit: 256, kill_epoch: this.kill.epoch });
    }
  }

  #hello(hello: HelloBody): void {
    if (!this.#up.has(hello.stream)) this.newborn();
    this.#stream_up = hello.stream;
    this.#up.set(hello.stream, this.#up.get(hello.stream) ?? 0);
    const held = hello.last_acknowledged;
    const seq = held?.stream === this.stream ? held.seq : 0;
    const cursors = { up: this.#up.get(hello.stream) ?? 0, down: seq };
    const { epoch, set } = this.kill;
    this.send('welcome', {
      streams: { up: hello.stream, down: this.stream },
      cursors,
      kill: { epoch, set },
      reconnect_spread_ms: 200,
    });
    for (const text of this.#down.slice(seq)) this.#put(text);
  }

  #plan(plan_id: string): KnownPlan {
    const known = this.plans.get(plan_id) ?? {
      plan_id,
      state: 'proposed' as PlanState,
      revision: 0,
      plan_digest: '',
      effect_digest: '',
      dispatched: false,
      ends: new Set<string>(),
      receipts: new Map<string, ReceiptView>(),
    };
    this.plans.set(plan_id, known);
    return known;
  }

  #take(frame: UpFrame): void {
    if (frame.type === 'verify_report') {
      const plan = this.#plan(frame.body.plan_id);
      const report = payload<{ plan_digest: string; effect_digest: string }>(frame.body.envelope);
      Object.assign(plan, { plan_digest: report.plan_digest, effect_digest: report.effect_digest });
    }
    if (frame.type === 'receipt')
      this.#plan(frame.body.plan_id).receipts.set(frame.body.envelope.payload, payload<ReceiptView>(frame.body.envelope));
    if (frame.type !== 'plan_event') return;
    const plan = this.#plan(frame.body.plan_id);
    const { to, revision } = frame.body;
    if (isTerminalPlanState(to)) plan.ends.add(to);
    // An event that was under way while the plan was being dispatched has a lower number; an end counts all the same.
    if (isTerminalPlanState(plan.state) || (revision < plan.revision && !isTerminalPlanState(to))) return;
    plan.state = to;
    plan.revision = revision;
    if (to === 'verified') this.verified(plan);
  }
}
