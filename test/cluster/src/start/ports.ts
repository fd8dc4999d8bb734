import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Ports of one control plane, all on 127.0.0.1. */
export type ClusterPorts = { etcd: number; etcdPeer: number; apiServer: number; kwok: number };

const names = ['etcd', 'etcdPeer', 'apiServer', 'kwok'] as const;

/** Tries to listen on a port (0 = any free one); the port, or null when it is taken. */
function probe(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

function remembered(file: string): Partial<ClusterPorts> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, port]) => Number.isInteger(port)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * Wanted ports first, then those of the last start (a kubeconfig stays valid), then any free ones; kept in the state folder.
 */
export async function choosePorts(stateDir: string, wanted: Partial<ClusterPorts> = {}): Promise<ClusterPorts> {
  const file = join(stateDir, 'ports.json');
  const last = remembered(file);
  const chosen = new Map<string, number>();
  for (const name of names) {
    for (const candidate of [wanted[name], last[name], 0, 0, 0]) {
      if (candidate === undefined) continue;
      const port = await probe(candidate);
      if (port === null || [...chosen.values()].includes(port)) continue;
      chosen.set(name, port);
      break;
    }
  }
  const ports = Object.fromEntries(chosen) as ClusterPorts;
  if (chosen.size < names.length) throw new Error('no free ports on 127.0.0.1');
  writeFileSync(file, JSON.stringify(ports), { mode: 0o600 });
  return ports;
}
