import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, type FaultRule, startFaultProxy } from '@modekeeper/cluster';
import {
  buildConnector,
  freePort,
  type Kubernetes,
  makeTrustDocuments,
  type Platform,
  type PlatformOptions,
  publishTrust,
  startKubernetes,
  startPlatform,
} from '@modekeeper/sandbox';
import { type ConnectorProgram, connectorProgram } from './connector-program.ts';

/** Everything that `npm start` runs, on a state folder of its own: control plane, database, Kubernetes. */
export type Stack = {
  url: string;
  platform: Platform;
  kubernetes: Kubernetes;
  cluster: Cluster;
  connectors: ConnectorProgram;
  /** Folder for values files and the like. */
  folder: string;
  /** What happens to requests of connectors behind the fault proxy that name this namespace; null takes the rule away. */
  setFault(namespace: string, rule: FaultRule | null): void;
  /** Connectors that start in this namespace from now on reach the API server through the fault proxy. */
  putBehindProxy(namespace: string): void;
  stop(): Promise<void>;
};

/** Starts the stack; licence, keyset and revocation list are published for the cluster's uid. */
export async function startStack(options: Pick<PlatformOptions, 'databaseUrl' | 'bindings'> = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'modekeeper-e2e-'));
  const undo: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const platform = await startPlatform({ statePath: join(folder, 'state'), port: await freePort(), ...options });
    undo.push(platform.stop);
    const bundle = await buildConnector(platform.programs, platform.folder.log('bundle'));
    const connectors = connectorProgram(join(folder, 'connectors'), bundle.command.at(-1) ?? '');
    const kubernetes = await startKubernetes({
      folder: platform.folder,
      connector: connectors.program,
      onProgress: () => undefined,
    });
    undo.push(kubernetes.stop);
    const proxy = await startFaultProxy(kubernetes.cluster);
    undo.push(proxy.stop);
    const rules = new Map<string, FaultRule>();
    proxy.setRule((call) => rules.get(call.path.match(/\/namespaces\/([^/]+)/)?.[1] ?? '')?.(call));
    const documents = await makeTrustDocuments(platform.secrets, kubernetes.uid, Math.floor(Date.now() / 1000));
    await publishTrust(platform.url, platform.secrets.sandbox_admin_token, documents);
    return {
      url: platform.url,
      platform,
      kubernetes,
      cluster: kubernetes.cluster,
      connectors,
      folder,
      setFault: (namespace, rule) => void (rule === null ? rules.delete(namespace) : rules.set(namespace, rule)),
      putBehindProxy: (namespace) => {
        const { port } = new URL(proxy.server);
        connectors.overrideEnvironment(namespace, { KUBERNETES_SERVICE_PORT: port, KUBERNETES_SERVICE_PORT_HTTPS: port });
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
