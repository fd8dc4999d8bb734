import { DurableObject } from 'cloudflare:workers';
import { HEARTBEAT_REPLY_TEXT, HEARTBEAT_TEXT, type LiveNews, PRESENCE_ALARM_INTERVAL_S } from '@modekeeper/contracts';
import { emit } from '../live/emit.ts';
import { type CutSessions, checkSessions, cutSessions, onPortalGone, openLive } from '../live/portal-socket.ts';
import type { Env } from '../platform/env.ts';
import { type AlarmJob, arm, disarmed, plan, takeDue } from './alarm.ts';
import { background } from './background.ts';
import { coalesce } from './coalesce.ts';
import { connect } from './connect.ts';
import { type GatewayCore, newUlid, now } from './core.ts';
import { drain, drainOnce } from './drain.ts';
import { expire } from './expiry.ts';
import { settleDuplicate } from './hello.ts';
import { type KillCommand, setKill } from './kill-state.ts';
import { NEVER_CONNECTED, type PresenceView } from './presence.ts';
import { projectPresence } from './presence-projection.ts';
import { presence } from './presence-view.ts';
import { project, projectOnce, retryParked } from './project.ts';
import { afterMessage, onConnectorMessage } from './receive.ts';
import { type ClusterStatus, onConnectorGone, type Registration, register, setStatus } from './register.ts';
import { connectorSockets, readSocket } from './sockets.ts';
import { hasTables } from './store/schema.ts';
import { readSeries, type SeriesAnswer, type SeriesQuery } from './store/series.ts';
import { count, writeState } from './store/state.ts';
import { type GatewayView, view } from './view.ts';

/** An object hibernates this long after its last event; what comes later is a new wake, and is billed as one. */
const HIBERNATES_AFTER_MS = 10_000;
const JOB_RETRY_MS = 60_000;

/**
 * The live side of one cluster: its connector's socket, numbered frames both ways, presence, series, kill epoch, and the portal's
 * sockets. Wiring only; each concern has its own file. Storage is made at birth (`register`), never for a name that a stranger made up.
 */
export class ClusterGateway extends DurableObject<Env> {
  readonly #core: GatewayCore;
  #last_event_ms = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const core: GatewayCore = {
      ctx,
      env,
      storage: ctx.storage,
      sql: ctx.storage.sql,
      armed_ms: undefined,
      drainOnce: coalesce(() => drainOnce(core)),
      projectOnce: coalesce(() => projectOnce(core)),
      setStatus: (status) => setStatus(core, status),
    };
    this.#core = core;
    // Heartbeats are answered by the runtime: their timestamp is the lease, and they wake nobody.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(HEARTBEAT_TEXT, HEARTBEAT_REPLY_TEXT));
  }

  /** Enrolment, first or repeated. @throws Error when the object belongs to another cluster: a defect of the caller */
  async register(input: Registration): Promise<void> {
    register(this.#core, input);
    await this.#settle();
  }

  /** Confirmed, waiting again, or revoked. */
  async setStatus(status: ClusterStatus): Promise<void> {
    if (!this.#wake()) return;
    // A call that was under way for long may say what is no longer so: the drain that follows asks the database.
    writeState(this.#core.sql, 'told_unchecked', newUlid());
    await setStatus(this.#core, status);
    await this.#settle();
  }

  /** Closes the connector's socket for good; documents that it signed stay valid. */
  async revoke(): Promise<void> {
    await this.setStatus('revoked');
  }

  /** A verb has committed: shows open pages what it changed, and takes the rows that wait in the database's outbox. */
  async poke(news: readonly LiveNews[] = []): Promise<void> {
    if (!this.#wake()) return;
    for (const one of news) emit(this.#core, one, 'numbered');
    await drain(this.#core);
    await this.#settle();
  }

  /** Moves a kill switch here and sends it; null before enrolment (the first `welcome` will carry it). */
  async setKill(command: KillCommand): Promise<{ epoch: number } | null> {
    if (!this.#wake()) return null;
    const answer = await setKill(this.#core, command);
    await this.#settle();
    return answer;
  }

  /** Presence at this moment. */
  async presence(): Promise<PresenceView> {
    return this.#wake() ? presence(this.#core) : NEVER_CONNECTED;
  }

  /** Buckets of the workloads. */
  async series(query: SeriesQuery): Promise<SeriesAnswer> {
    return this.#wake() ? readSeries(this.#core.sql, query) : [];
  }

  /** The snapshot that the API and the portal show; null before enrolment. */
  async view(): Promise<GatewayView | null> {
    return this.#wake() ? view(this.#core) : null;
  }

  /** Cuts the live sockets of a session that was revoked, or of a person who was removed. */
  async cutSessions(who: CutSessions): Promise<void> {
    if (this.#wake()) cutSessions(this.#core, who);
  }

  /** WebSocket upgrades only: `/v1/connect` of the connector, `/live` of the portal (the Worker has checked the person). */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 });
    const born = this.#wake();
    const path = new URL(request.url).pathname;
    try {
      if (path === '/v1/connect') return await connect(this.#core, request, born);
      return born && path === '/live' ? openLive(this.#core, request) : new Response(null, { status: 404 });
    } finally {
      if (born) await arm(this.#core);
    }
  }

  override async webSocketMessage(ws: WebSocket, message: string | ArrayBuffer): Promise<void> {
    this.#wake();
    // The portal's socket is read only: whatever it sends is ignored.
    if (readSocket(ws).role !== 'connector') return;
    const stored = await onConnectorMessage(this.#core, ws, message);
    afterMessage(this.#core);
    if (stored) background(this.#core, 'project', () => project(this.#core));
    await this.#settle();
  }

  override async webSocketClose(ws: WebSocket, _code: number, reason: string): Promise<void> {
    await this.#gone(ws, reason);
  }

  override async webSocketError(ws: WebSocket): Promise<void> {
    await this.#gone(ws, 'socket_error');
  }

  /** One alarm, several jobs; armed again whatever happens to them. */
  override async alarm(): Promise<void> {
    disarmed(this.#core);
    if (!this.#wake()) return;
    try {
      for (const job of takeDue(this.#core)) await this.#runSafely(job);
    } finally {
      await this.#settle();
    }
  }

  /** A defect in one job must not take the others with it; it comes again in a minute. */
  async #runSafely(job: AlarmJob): Promise<void> {
    try {
      await this.#run(job);
    } catch (error) {
      console.error(JSON.stringify({ event: 'alarm_job_failed', job, reason: error instanceof Error ? error.name : 'unknown' }));
      plan(this.#core, job, now() + JOB_RETRY_MS, 'sooner');
    }
  }

  async #run(job: AlarmJob): Promise<void> {
    switch (job) {
      case 'project':
        await project(this.#core);
        return;
      case 'parked':
        return retryParked(this.#core);
      case 'drain':
        await drain(this.#core);
        return;
      case 'duplicate':
        return settleDuplicate(this.#core);
      case 'expiry':
        return expire(this.#core);
      case 'sessions':
        return checkSessions(this.#core);
      case 'presence':
        emit(this.#core, { type: 'presence', body: presence(this.#core) }, 'numbered');
        projectPresence(this.#core);
        await project(this.#core);
        // Who says nothing asks for nothing either: what the database holds for this object is looked for here.
        await drain(this.#core);
        // While a socket is open it may still turn silent; without one nothing changes by itself.
        if (connectorSockets(this.#core).length > 0) plan(this.#core, 'presence', now() + PRESENCE_ALARM_INTERVAL_S * 1_000);
    }
  }

  async #gone(ws: WebSocket, reason: string): Promise<void> {
    this.#wake();
    if (readSocket(ws).role === 'connector') onConnectorGone(this.#core, ws, reason);
    else onPortalGone(this.#core);
    // Our half of the closing handshake; without it the peer waits for it.
    if (ws.readyState !== WebSocket.CLOSED) ws.close(1000, 'closed');
    await this.#settle();
  }

  /** What ends every event: the alarm stands at the next job. */
  async #settle(): Promise<void> {
    this.#last_event_ms = now();
    await arm(this.#core);
  }

  /** Counts a wake; false before birth. */
  #wake(): boolean {
    if (!hasTables(this.#core.sql)) return false;
    const at_ms = now();
    if (at_ms - this.#last_event_ms > HIBERNATES_AFTER_MS) count(this.#core.sql, 'wakes');
    this.#last_event_ms = at_ms;
    return true;
  }
}
