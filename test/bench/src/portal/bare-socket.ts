import type { LiveMessage } from '@modekeeper/contracts';
import { WebSocket } from 'ws';

/** The live socket of a cluster without a page: what every page's time is held against. */
export type BareSocket = { next(plan_id: string, revision: number): Promise<number>; close(): void };

/** Opens it for a person's session; `next` gives the moment in which the news of a plan's revision arrived, ms since the epoch. */
export async function bareSocket(
  at: { url: string; cluster_id: string },
  as: { cookie: string; organization_id: string },
): Promise<BareSocket> {
  const { host } = new URL(at.url);
  const socket = new WebSocket(`ws://${host}/v1/clusters/${at.cluster_id}/live?organization=${as.organization_id}`, {
    headers: { cookie: as.cookie, origin: at.url },
  });
  const waiting = new Map<string, (at_ms: number) => void>();
  await new Promise<void>((done, fail) => {
    socket.once('message', () => done());
    socket.once('error', fail);
  });
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as LiveMessage;
    if (message.type === 'plan') waiting.get(`${message.body.plan_id}/${message.body.revision}`)?.(Date.now());
  });
  return {
    next: (plan_id, revision) => new Promise((done) => waiting.set(`${plan_id}/${revision}`, done)),
    close: () => socket.close(),
  };
}
