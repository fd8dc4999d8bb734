import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { type ApiClient, ApiStatusError, fetchObject } from '@modekeeper/cluster';

/** Sends the newest status, one request at a time, and again after a failure: the API server may be away. */
export type StatusWriter = {
  /** Something changed: send soon. */
  touch(): void;
  /** Resolves when the newest status was sent or the pod is known to be gone. */
  flush(): Promise<void>;
  stop(): void;
};

const RETRY_MS = 500;

export function createStatusWriter(
  client: ApiClient,
  pod: V1Pod,
  makePatch: () => unknown,
  onTrouble: (message: string) => void,
): StatusWriter {
  const path = `/api/v1/namespaces/${pod.metadata?.namespace}/pods/${pod.metadata?.name}/status`;
  const stopped = new AbortController();
  let wanted = 0;
  let sent = 0;
  let sending: Promise<void> | null = null;

  const send = async () => {
    while (sent < wanted && !stopped.signal.aborted) {
      const turn = wanted;
      try {
        await fetchObject(client, { method: 'PATCH', patch: 'strategic', path, body: makePatch(), signal: stopped.signal });
        sent = turn;
      } catch (error) {
        if (stopped.signal.aborted) return;
        const status = error instanceof ApiStatusError ? error.status : 0;
        // Gone or a namesake in its place; or refused as it is, which saying it again does not change.
        const isFinal = status === 404 || status === 409 || status === 422;
        if (status !== 404 && status !== 409) onTrouble((error as Error).message);
        if (isFinal) {
          sent = turn;
          continue;
        }
        await sleep(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  };

  const kick = () => {
    sending ??= send().finally(() => {
      sending = null;
      if (sent < wanted && !stopped.signal.aborted) kick();
    });
  };

  return {
    touch() {
      wanted += 1;
      kick();
    },
    async flush() {
      while (sending !== null) await sending;
    },
    stop: () => stopped.abort(),
  };
}
