import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Container, V1Probe } from '@kubernetes/client-node';

type Target = { host: string; container: V1Container };

function portOf(port: unknown, container: V1Container): number | null {
  if (typeof port === 'number') return port;
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? null;
}

/** One HTTP GET; any status from 200 to 399 is a success (Kubernetes: container probes). */
function ask(probe: V1Probe, { host, container }: Target, signal: AbortSignal): Promise<boolean> {
  const get = probe.httpGet;
  const port = get === undefined ? null : portOf(get.port, container);
  // Only HTTP probes make sense here; a container with another kind counts as healthy while it runs.
  if (get === undefined) return Promise.resolve(true);
  if (port === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const headers = Object.fromEntries((get.httpHeaders ?? []).map(({ name, value }) => [name, value]));
    const outgoing = request({
      host,
      port,
      path: get.path ?? '/',
      headers,
      timeout: (probe.timeoutSeconds ?? 1) * 1000,
      signal,
      agent: false,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('probe timeout')));
    outgoing.on('error', () => resolve(false));
    outgoing.on('response', (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400);
    });
    outgoing.end();
  });
}

/**
 * Repeats a probe until aborted and reports a change once it held for `successThreshold` or `failureThreshold` answers.
 */
export async function watchProbe(
  probe: V1Probe,
  target: Target,
  onChange: (healthy: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const pause = (seconds: number) => sleep(seconds * 1000, undefined, { signal });
  let state: boolean | null = null;
  let streak = 0;
  let last: boolean | null = null;
  try {
    await pause(probe.initialDelaySeconds ?? 0);
    while (!signal.aborted) {
      const answer = await ask(probe, target, signal);
      streak = answer === last ? streak + 1 : 1;
      last = answer;
      const needed = answer ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
      if (answer !== state && streak >= needed) {
        state = answer;
        onChange(answer);
      }
      await pause(probe.periodSeconds ?? 10);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
