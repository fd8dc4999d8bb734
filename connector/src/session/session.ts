import { type HelloBody, hexEncode, makeUlid, type UpBody, type UpFrameType } from '@modekeeper/contracts';
import { createConnectHeader, type Signer } from '@modekeeper/trust';
import type { Readiness } from '../health/readiness.ts';
import { type Pause, pauseAfter } from './backoff.ts';
import { Connection, type ConnectionDeps } from './connection.ts';
import type { DurableUpType } from './outbox.ts';

export interface SessionIdentity {
  readonly cluster_id: string;
  readonly connect_url: string;
}

export interface SessionDeps extends ConnectionDeps {
  readonly signer: Signer;
  /** Called before each connection; may change what `signer` signs with. */
  renewKey(): Promise<void>;
  readonly identity: SessionIdentity;
  readonly readiness: Readiness;
  /** Built anew for each connection: rights, guard and kill as they are now. */
  hello(): Promise<HelloBody>;
  /** Body of the heartbeat frame. */
  heartbeat(): UpBody<'heartbeat'>;
  /** The session stands; called after `welcome` each time. */
  online(): void;
}

const SPREAD_FALLBACK_MS = 5000;
const CONFIRM_TIMEOUT_MS = 5000;
/** Why a connection ended, where the ending does not say it in better words itself. */
const REASONS: Readonly<Partial<Record<Pause['code'], string>>> = {
  refused:
    'The control plane refuses this connector: it was revoked or removed, or its key is not the enrolled one. Enrol it again with a new token, or uninstall it.',
  duplicate_identity:
    'Another connector with the same key is connected. Look for a second installation with a copy of the identity Secret.',
  protocol_too_old: 'The control plane does not speak the protocol of this version any more. Upgrade the chart.',
  back_off: 'The control plane asks for a pause.',
  connection_lost: 'The connection to the control plane was cut; reconnecting.',
  cannot_connect: 'The control plane gave no session. Check its address, and what stands in between.',
};

/** The session with the control plane over all its connections: reconnects for ever, with jitter; nothing in it is fatal. */
export class Session {
  readonly #deps: SessionDeps;
  #connection: Connection | null = null;
  #spread_ms = SPREAD_FALLBACK_MS;
  #confirming: Promise<boolean> | null = null;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  get connected(): boolean {
    return this.#connection?.online ?? false;
  }

  /** Difference of the control plane's clock to ours at the last upgrade, null when unknown. */
  get server_date_ms(): number | null {
    return this.#connection?.server_date_ms ?? null;
  }

  /** Adds a durable frame and sends it as soon as the session and its credit allow. */
  publish<Type extends DurableUpType>(type: Type, body: UpBody<Type>, on_acknowledged: (() => void) | null = null): void {
    this.#deps.outbox.push(type, body, this.#deps.clock.now_ms(), on_acknowledged);
    this.#connection?.flush();
  }

  /** Sends a volatile frame when the session stands; true when it did. */
  send<Type extends UpFrameType>(type: Type, body: UpBody<Type>): boolean {
    if (!this.connected) return false;
    this.#connection?.sendVolatile(type, body);
    return true;
  }

  /**
   * Asks the control plane for its kill epoch now (a heartbeat frame, answered by an `ack`). False when no answer came in 5 s.
   * Several that ask at the same time share one frame.
   */
  confirm(): Promise<boolean> {
    this.#confirming ??= this.#ask().finally(() => {
      this.#confirming = null;
    });
    return this.#confirming;
  }

  async #ask(): Promise<boolean> {
    const connection = this.#connection;
    if (connection === null || !connection.online) return false;
    const waiting = new AbortController();
    let answered = false;
    connection.on_ack = () => {
      answered = true;
      waiting.abort();
    };
    connection.sendVolatile('heartbeat', this.#deps.heartbeat());
    await this.#deps.clock.sleep(CONFIRM_TIMEOUT_MS, waiting.signal);
    connection.on_ack = null;
    return answered;
  }

  /** Runs until `signal` is aborted, then closes with 1001. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, random, log, counters, readiness } = this.#deps;
    let failures = 0;
    while (!signal.aborted) {
      await this.#deps.renewKey();
      if (signal.aborted) return;
      const connection = new Connection(this.#deps);
      this.#connection = connection;
      connection.on_online = (spread_ms) => {
        this.#spread_ms = spread_ms;
        failures = 0;
        readiness.ok('session', 'connected');
        log.info({ cluster_id: this.#deps.identity.cluster_id }, 'connected to the control plane');
        this.#deps.online();
      };
      connection.on_waiting = () => {
        const why = 'The control plane waits for an owner or admin to confirm the uid of this cluster.';
        readiness.set('session', { ok: true, code: 'awaiting_confirmation', why });
        log.info({ cluster_id: this.#deps.identity.cluster_id }, why);
      };
      const stop = () => connection.close(1001, 'going away');
      signal.addEventListener('abort', stop, { once: true });
      const ending = await connection.run(this.#deps.identity.connect_url, await this.#headers(), await this.#deps.hello());
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return;
      failures += 1;
      const pause = pauseAfter(ending, failures, this.#spread_ms, random.fraction());
      counters.count('reconnects', { cause: pause.code });
      const why = REASONS[pause.code] ?? ending.unreachable?.why ?? pause.code;
      readiness.set('session', { ok: false, code: pause.code, why });
      const { close_code, http_status, reason, was_online } = ending;
      log.warn({ code: pause.code, close_code, http_status, reason, was_online, wait_ms: Math.round(pause.wait_ms) }, why);
      await clock.sleep(pause.wait_ms, signal);
    }
  }

  async #headers(): Promise<Record<string, string>> {
    const { signer, identity, clock, random } = this.#deps;
    const claims = {
      cluster_id: identity.cluster_id,
      aud: new URL(identity.connect_url).host,
      ts_ms: clock.now_ms(),
      nonce: `${makeUlid(clock.now_ms(), random.bytes)}${hexEncode(random.bytes(8))}`,
    };
    return { authorization: await createConnectHeader(claims, signer) };
  }
}
