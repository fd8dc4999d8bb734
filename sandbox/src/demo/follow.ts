import type { SeriesBucket } from '@modekeeper/contracts';
import { WebSocket } from 'ws';
import type { ApiClient } from '../api/client.ts';

type LiveEvent = { type: string; body: unknown };

/** What somebody sees who watches a cluster: the buckets that arrived since. */
export type Watching = { buckets(): SeriesBucket[]; close(): void };

/** Watches a cluster as the portal does; while somebody watches, the connector sends its buckets at once. */
export async function watchCluster(
  client: ApiClient,
  url: string,
  organization_id: string,
  cluster_id: string,
): Promise<Watching> {
  const address = `${url.replace(/^http/, 'ws')}/v1/clusters/${cluster_id}/live?organization=${organization_id}`;
  const socket = new WebSocket(address, { headers: { cookie: client.cookie(), origin: url } });
  const buckets = new Map<number, SeriesBucket>();
  socket.on('message', (data) => {
    const event = JSON.parse(String(data)) as LiveEvent;
    if (event.type !== 'series') return;
    for (const bucket of (event.body as { buckets: SeriesBucket[] }).buckets) buckets.set(bucket.start_ms, bucket);
  });
  await new Promise<void>((open, fail) => {
    socket.once('open', () => open());
    socket.once('error', fail);
  });
  return {
    buckets: () => [...buckets.values()].sort((a, b) => a.start_ms - b.start_ms),
    close: () => socket.close(),
  };
}
