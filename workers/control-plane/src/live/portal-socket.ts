import { identityRows, isUnavailable, memberRows } from '@modekeeper/db';
import { plan, unplan } from '../gateway/alarm.ts';
import { type GatewayCore, now } from '../gateway/core.ts';
import { sendVolatile } from '../gateway/send.ts';
import { liveSocket, portalSockets, writeSocket } from '../gateway/sockets.ts';
import { verbCtx } from '../gateway/verb-ctx.ts';
import { view } from '../gateway/view.ts';
import { anybodyWatches } from './watchers.ts';

/** Pages that one person may have open on one cluster. An object holds 32,768 sockets, and its connector needs one of them. */
export const SOCKETS_OF_ONE_PERSON = 50;
/** How often the people who watch are asked for again; the object is awake for them anyway. */
const SESSION_CHECK_MS = 60_000;
/** Close code of a live socket whose person may no longer watch; the page signs in again. */
export const CLOSE_SIGNED_OUT = 4401;

/** Headers by which the Worker tells the object who the person is; it has checked session and membership. */
export const LIVE_USER_HEADER = 'ModeKeeper-User';
export const LIVE_SESSION_HEADER = 'ModeKeeper-Session';

/** Opens the portal's socket: snapshot first, then events with the same numbers. The first watcher turns live buckets on. */
export function openLive(core: GatewayCore, request: Request): Response {
  const user_id = request.headers.get(LIVE_USER_HEADER);
  const session_id = request.headers.get(LIVE_SESSION_HEADER);
  if (user_id === null || session_id === null) return new Response(null, { status: 404 });
  if (portalSockets(core).filter(({ state }) => state.user_id === user_id).length >= SOCKETS_OF_ONE_PERSON)
    return new Response(null, { status: 429 });
  const wasWatched = anybodyWatches(core);
  const { 0: client, 1: server } = new WebSocketPair();
  core.ctx.acceptWebSocket(server, ['portal']);
  writeSocket(server, { role: 'portal', user_id, session_id, connected_ms: now() });
  const snapshot = view(core);
  server.send(JSON.stringify({ type: 'snapshot', seq: snapshot.seq, at_ms: now(), body: snapshot }));
  plan(core, 'sessions', now() + SESSION_CHECK_MS, 'sooner');
  if (!wasWatched) tellConnector(core, true);
  return new Response(null, { status: 101, webSocket: client });
}

/** The last watcher turns live buckets off. */
export function onPortalGone(core: GatewayCore): void {
  if (anybodyWatches(core)) return;
  unplan(core, 'sessions');
  tellConnector(core, false);
}

/** Whose sockets to cut: one session's, or a person's but for one session. */
export type CutSessions = { readonly session_id: string } | { readonly user_id: string; readonly but_session_id?: string };

/** Cuts the sockets of a session or a person. */
export function cutSessions(core: GatewayCore, who: CutSessions): void {
  for (const { state, ws } of portalSockets(core)) {
    const isMeant =
      'user_id' in who
        ? state.user_id === who.user_id && state.session_id !== who.but_session_id
        : state.session_id === who.session_id;
    if (isMeant) ws.close(CLOSE_SIGNED_OUT, 'signed_out');
  }
}

/** Alarm job: whoever's session ended or who left the organization is cut. */
export async function checkSessions(core: GatewayCore): Promise<void> {
  try {
    const ctx = verbCtx(core, 'gateway');
    // Once per session, however many pages it has open.
    const sessions = new Map(portalSockets(core).map(({ state }) => [state.session_id, state.user_id]));
    for (const [session_id, user_id] of sessions) {
      const isOpen = await identityRows.sessionIsOpen(ctx.platform, session_id, new Date(now()));
      if (!isOpen || (await memberRows.roleOf(ctx, user_id)) === undefined) cutSessions(core, { session_id });
    }
  } catch (error) {
    // Who watches may go on watching while the database is away; the next check comes soon.
    if (!isUnavailable(error)) throw error;
  } finally {
    if (anybodyWatches(core)) plan(core, 'sessions', now() + SESSION_CHECK_MS);
    else onPortalGone(core);
  }
}

function tellConnector(core: GatewayCore, on: boolean): void {
  const live = liveSocket(core);
  if (live !== undefined) sendVolatile(core, live.ws, 'watch', { on });
}
