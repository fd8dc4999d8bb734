import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchObject } from './objects.ts';
import type { ApiClient } from './request.ts';

type Metadata = { name?: string; namespace?: string; uid?: string; resourceVersion?: string };
export type Watched = { metadata?: Metadata };

export type WatchHandler<T> = {
  /** Everything there is, at the start and after every gap: what is missing in it is gone. */
  onList(items: readonly T[]): void;
  onChange(item: T): void;
  onDelete(item: T): void;
  /** A lost connection or an expired version; the watch goes on by listing again. */
  onGap?(error: Error): void;
};

const RETRY_MS = 500;
const QUIET_LIMIT_MS = 330_000;

type WatchEvent<T> = { type: string; object: T & { message?: string } };

function deliver<T>({ type, object }: WatchEvent<T>, handler: WatchHandler<T>): void {
  if (type === 'ADDED' || type === 'MODIFIED') handler.onChange(object);
  else if (type === 'DELETED') handler.onDelete(object);
  else if (type === 'ERROR') throw new Error(object.message ?? 'watch error');
}

/** One watch request from `version` on; ends normally when the server closes it, rejects on trouble. */
function follow<T extends Watched>(
  client: ApiClient,
  path: string,
  query: Record<string, string>,
  handler: WatchHandler<T>,
  signal: AbortSignal,
) {
  return new Promise<void>((resolve, reject) => {
    const outgoing = request({ ...client.requestOptions(path, query), signal, timeout: QUIET_LIMIT_MS });
    outgoing.on('timeout', () => outgoing.destroy(new Error('the watch went silent')));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('error', reject);
      response.on('data', (chunk: string) => {
        rest += chunk;
        for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 1);
          try {
            deliver(JSON.parse(line) as WatchEvent<T>, handler);
          } catch (error) {
            outgoing.destroy(error as Error);
            return;
          }
        }
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`watch refused: ${response.statusCode}`)),
      );
    });
    outgoing.end();
  });
}

/**
 * Lists and watches a collection until aborted, through restarts of the API server: after every gap it lists again, as
 * Kubernetes asks of its clients (API concepts, "Efficient detection of changes").
 */
export async function listAndWatch<T extends Watched>(
  client: ApiClient,
  path: string,
  handler: WatchHandler<T>,
  signal: AbortSignal,
  query: Record<string, string> = {},
): Promise<void> {
  while (!signal.aborted) {
    try {
      const list = await fetchObject<{ metadata: { resourceVersion: string }; items: T[] }>(client, {
        method: 'GET',
        path,
        query,
        signal,
      });
      handler.onList(list.items);
      const watchQuery = { ...query, watch: '1', resourceVersion: list.metadata.resourceVersion, timeoutSeconds: '290' };
      await follow(client, path, watchQuery, handler, signal);
    } catch (error) {
      if (signal.aborted) return;
      handler.onGap?.(error as Error);
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
