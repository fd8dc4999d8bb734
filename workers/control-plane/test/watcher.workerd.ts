import { gatewayOf } from '../src/gateway/client.ts';
import { LIVE_SESSION_HEADER, LIVE_USER_HEADER } from '../src/live/portal-socket.ts';
import type { Identity } from './connector.workerd.ts';
import { eventually } from './documents.workerd.ts';
import type { Member, Tenant } from './tenant.workerd.ts';

export type Event = { type: string; seq: number | null; body: Record<string, unknown> };
export type Watcher = { events: Event[]; ws: WebSocket; closed: Promise<{ code: number; reason: string }> };
/** A page's live socket, as the Worker opens it after it has checked session and membership. */
export async function watch(tenant: Tenant, identity: Identity, member: Member): Promise<Watcher> {
  const answer = await gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id).fetch('https://gateway.internal/live', {
    headers: { Upgrade: 'websocket', [LIVE_USER_HEADER]: member.user.id, [LIVE_SESSION_HEADER]: member.session.id },
  });
  const ws = answer.webSocket;
  if (ws === null) throw new Error(`no socket: ${answer.status}`);
  const events: Event[] = [];
  ws.addEventListener('message', ({ data }) => {
    events.push(JSON.parse(String(data)) as Event);
  });
  const closed = new Promise<{ code: number; reason: string }>((done) =>
    ws.addEventListener('close', ({ code, reason }) => done({ code, reason })),
  );
  ws.accept();
  await eventually(
    async () => events.length,
    (count) => count > 0,
  );
  return { events, ws, closed };
}
