import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { type Clock, systemClock } from '../clock.ts';
import type { Connection, Credentials, TlsMaterial } from './connection.ts';

/** Where the kubelet mounts the token, the CA and the namespace (Kubernetes docs, "Accessing the Kubernetes API from a Pod"). */
export const SERVICE_ACCOUNT_DIR = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The kubelet renews the token file before it expires; client-go reads it again once a minute, and so do we. */
const REREAD_AFTER_MS = 60_000;

export interface InClusterEnv {
  readonly [name: string]: string | undefined;
}

/**
 * Connection of a pod by its service account: `KUBERNETES_SERVICE_HOST` and `KUBERNETES_SERVICE_PORT[_HTTPS]`, files in
 * `MODEKEEPER_SERVICE_ACCOUNT_DIR` (default: the kubelet's). Token and CA are read again at most once a minute, and after a 401.
 * @throws ModeKeeperError `configuration_invalid` when the environment names no API server or the namespace file is unreadable
 */
export async function inClusterConnection(env: InClusterEnv, clock: Clock = systemClock): Promise<Connection> {
  const host = env.KUBERNETES_SERVICE_HOST;
  const port = env.KUBERNETES_SERVICE_PORT_HTTPS ?? env.KUBERNETES_SERVICE_PORT;
  if (!host || !port) {
    throw new ModeKeeperError({
      code: 'configuration_invalid',
      message:
        'This process does not know its Kubernetes API server: KUBERNETES_SERVICE_HOST or KUBERNETES_SERVICE_PORT is not set.',
      hint: 'Run it in a pod with a service account.',
    });
  }
  const dir = env.MODEKEEPER_SERVICE_ACCOUNT_DIR || SERVICE_ACCOUNT_DIR;
  const namespace = await readNamespace(dir);
  let current: (Credentials & { read_at_ms: number }) | null = null;
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    namespace,
    async credentials() {
      const now_ms = clock.now_ms();
      if (current !== null && now_ms - current.read_at_ms < REREAD_AFTER_MS) return current;
      const [token, ca] = await Promise.all([readFile(join(dir, 'token'), 'utf8'), readFile(join(dir, 'ca.crt'), 'utf8')]);
      // The same object while the CA is the same: the transport keeps its connections.
      const tls: TlsMaterial = current?.tls.ca === ca ? current.tls : { ca };
      current = { tls, headers: { authorization: `Bearer ${token.trim()}` }, read_at_ms: now_ms };
      return current;
    },
    rejected() {
      if (current !== null) current = { ...current, read_at_ms: Number.NEGATIVE_INFINITY };
    },
  };
}

async function readNamespace(dir: string): Promise<string> {
  try {
    return (await readFile(join(dir, 'namespace'), 'utf8')).trim();
  } catch (cause) {
    throw new ModeKeeperError({
      code: 'configuration_invalid',
      message: 'The namespace file of the service account cannot be read.',
      hint: 'Mount the service account (automountServiceAccountToken), or set MODEKEEPER_SERVICE_ACCOUNT_DIR to the folder that holds it.',
      cause,
    });
  }
}
