import {
  type Decoded,
  type DownBody,
  type DownFrame,
  DUPLICATE_PING_TEXT,
  decodeDownFrame,
  FrameInvalidError,
  HEARTBEAT_INTERVAL_S,
  HEARTBEAT_REPLY_TEXT,
  HEARTBEAT_TEXT,
  type HelloBody,
  isModeKeeperError,
  makeUlid,
  type UpBody,
  type UpFrameType,
} from '@modekeeper/contracts';
import type { Clock, Counters, Log, RandomSource } from '../ports.ts';
import type { Ending } from './backoff.ts';
import { InboundOrder } from './inbound-order.ts';
import { frameText, type Outbox } from './outbox.ts';
import type { Connect, Socket } from './socket.ts';

/** Room that we grant for durable frames from the control plane. */
const GRANTED_CREDIT = 256;
/** Frames that we send before the first `ack` says otherwise. */
export const INITIAL_CREDIT = 256;
const WELCOME_TIMEOUT_MS = 20_000;
/** Nothing heard for so long: the connection is dead. */
const SILENCE_MS = 2.5 * HEARTBEAT_INTERVAL_S * 1000;

export type DurableDownFrame = Extract<DownFrame, { seq: number }>;

/** What the rest of the connector does with what arrives. */
export interface InboundHandler {
  /** Highest contiguous frame that the journal holds. */
  cursor(): { readonly stream: string; readonly seq: number } | null;
  /** Before anything else: kill switches in force, and which streams go on. */
  welcome(body: DownBody<'welcome'>): Promise<void>;
  /** Resolves when the frame and its number are in the journal; null for a type that this build does not know. */
  durable(frame: DurableDownFrame | null, cursor: { stream: string; seq: number }): Promise<void>;
  /** An `ack` came: the cloud's kill state is as of now, at this epoch. */
  confirmed(kill_epoch: number, at_ms: number): void;
  watch(on: boolean): void;
}

export interface ConnectionDeps {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  readonly counters: Counters;
  readonly outbox: Outbox;
  readonly handler: InboundHandler;
  readonly kill_epoch: () => number;
}

/** One socket from the upgrade to its end. */
export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #order: InboundOrder;
  readonly #over = new AbortController();
  readonly #ended: Promise<Ending>;
  #resolveEnded: (ending: Ending) => void = () => undefined;
  #socket: Socket | null = null;
  #online = false;
  /** The cluster's uid is not confirmed yet: heartbeats only, `welcome` comes when a person has confirmed it. */
  #waiting = false;
  /** Frames that came while `welcome` is being taken in. */
  #early: (() => void)[] | null = null;
  #downStream = '';
  #heardAt_ms: number;
  server_date_ms: number | null = null;
  /** Called at each `ack` frame; used by whoever waits for a fresh kill epoch. */
  on_ack: ((kill_epoch: number) => void) | null = null;
  on_online: ((spread_ms: number) => void) | null = null;
  on_waiting: (() => void) | null = null;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    this.#heardAt_ms = deps.clock.now_ms();
    this.#order = new InboundOrder(
      deps.handler,
      (seq) => this.#acknowledge(seq),
      (why) => this.close(1002, why),
    );
    this.#ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  get online(): boolean {
    return this.#online;
  }

  /** Opens the socket, says hello, and resolves when it is over. */
  run(url: string, headers: Readonly<Record<string, string>>, hello: HelloBody): Promise<Ending> {
    const { clock } = this.#deps;
    this.#socket = this.#deps.connect(url, headers, {
      open: (date_ms) => {
        this.server_date_ms = date_ms;
        this.#heardAt_ms = clock.now_ms();
        queueMicrotask(() => this.sendVolatile('hello', hello));
      },
      message: (text) => this.#message(text),
      closed: (ending) => {
        this.#over.abort();
        const was_online = this.#online;
        this.#online = false;
        this.#resolveEnded({ ...ending, was_online });
      },
    });
    void this.#watchdog();
    return this.#ended;
  }

  /** Puts every durable frame on the socket that may go now. */
  flush(): void {
    if (!this.#online) return;
    for (const frame of this.#deps.outbox.take()) {
      this.#deps.counters.count('frames_sent', { type: frame.type });
      this.#socket?.send(frame.text);
    }
  }

  sendVolatile<Type extends UpFrameType>(type: Type, body: UpBody<Type>): void {
    const { clock, random, outbox, counters } = this.#deps;
    const now_ms = clock.now_ms();
    counters.count('frames_sent', { type });
    this.#socket?.send(frameText({ type, body, seq: null, stream: outbox.stream, id: makeUlid(now_ms, random.bytes), now_ms }));
  }

  close(code: number, reason: string): void {
    this.#socket?.close(code, reason);
    void this.#terminateLater();
  }

  async #terminateLater(): Promise<void> {
    await this.#deps.clock.sleep(3000, this.#over.signal);
    if (!this.#over.signal.aborted) this.#socket?.terminate();
  }

  #message(text: string): void {
    this.#heardAt_ms = this.#deps.clock.now_ms();
    if (text === HEARTBEAT_REPLY_TEXT || text === HEARTBEAT_TEXT) return;
    if (text === DUPLICATE_PING_TEXT) {
      this.#socket?.send(HEARTBEAT_TEXT);
      return;
    }
    const decoded = this.#decode(text);
    if (decoded === null) return;
    this.#deps.counters.count('frames_received', { type: decoded.known ? decoded.frame.type : 'unknown' });
    if (decoded.frame.ack !== null) this.#deps.outbox.acknowledge(decoded.frame.ack);
    if (!decoded.known) this.#deps.counters.count('frames_dropped', { reason: 'unknown_type' });
    const { seq, stream } = decoded.frame;
    if (seq !== null) this.#numbered(decoded.known ? (decoded.frame as DurableDownFrame) : null, stream, seq);
    else if (decoded.known) this.#volatile(decoded.frame);
  }

  /** A frame whose body cannot be read counts as one of an unknown type: it is acknowledged, or it would come again for ever. */
  #decode(text: string): Decoded<DownFrame> | null {
    try {
      return decodeDownFrame(text);
    } catch (error) {
      if (!isModeKeeperError(error)) throw error;
      this.#deps.counters.count('frames_dropped', { reason: error.code });
      this.#deps.log.error({ code: error.code, why: error.message }, 'dropped a frame of the control plane');
      return error instanceof FrameInvalidError && error.envelope !== null ? { known: false, frame: error.envelope } : null;
    }
  }

  /** Numbered frames follow `welcome` at once; they wait until it is taken in. */
  #numbered(frame: DurableDownFrame | null, stream: string, seq: number): void {
    if (this.#online) this.#order.take(frame, stream, seq);
    else if (this.#early !== null) this.#early.push(() => this.#order.take(frame, stream, seq));
  }

  #volatile(frame: DownFrame): void {
    const { handler, outbox, clock } = this.#deps;
    if (frame.type === 'welcome') void this.#welcome(frame.body);
    if (frame.type === 'watch') handler.watch(frame.body.on);
    if (frame.type === 'refused') this.#refused(frame.body);
    if (frame.type === 'ack' && frame.body.stream === outbox.stream) {
      outbox.acknowledge(frame.body.seq);
      outbox.allow(frame.body.seq, frame.body.credit);
      handler.confirmed(frame.body.kill_epoch, clock.now_ms());
      this.on_ack?.(frame.body.kill_epoch);
      this.flush();
    }
  }

  #refused(body: DownBody<'refused'>): void {
    this.#deps.log.warn({ ...body }, 'the control plane refused a frame or the session');
    if (body.code !== 'cluster_not_confirmed') return;
    this.#waiting = true;
    this.on_waiting?.();
  }

  async #welcome(body: DownBody<'welcome'>): Promise<void> {
    const { handler, outbox, clock } = this.#deps;
    if (this.#online || this.#early !== null) return;
    this.#early = [];
    const at_ms = clock.now_ms();
    await handler.welcome(body);
    // The connection may be over by now: the next one has its own cursors, and this word of the cloud is as old as its arrival.
    if (this.#over.signal.aborted) return;
    this.#downStream = body.streams.down;
    const cursor = handler.cursor();
    this.#order.start(body.streams.down, cursor?.stream === body.streams.down ? cursor.seq : 0);
    outbox.rewind(body.streams.up === outbox.stream ? body.cursors.up : 0, INITIAL_CREDIT);
    this.#online = true;
    for (const take of this.#early.splice(0)) take();
    handler.confirmed(body.kill.epoch, at_ms);
    this.on_online?.(body.reconnect_spread_ms);
    this.flush();
  }

  #acknowledge(seq: number): void {
    this.sendVolatile('ack', { stream: this.#downStream, seq, credit: GRANTED_CREDIT, kill_epoch: this.#deps.kill_epoch() });
  }

  /** Sends the heartbeat text and cuts a connection that says nothing any more. */
  async #watchdog(): Promise<void> {
    const { clock } = this.#deps;
    const started_ms = clock.now_ms();
    while (!this.#over.signal.aborted) {
      const settled = this.#online || this.#waiting;
      await clock.sleep(settled ? HEARTBEAT_INTERVAL_S * 1000 : 1000, this.#over.signal);
      if (this.#over.signal.aborted) return;
      const now_ms = clock.now_ms();
      if (settled) this.#socket?.send(HEARTBEAT_TEXT);
      const silent = settled ? now_ms - this.#heardAt_ms > SILENCE_MS : now_ms - started_ms > WELCOME_TIMEOUT_MS;
      if (silent) this.#socket?.terminate();
    }
  }
}
