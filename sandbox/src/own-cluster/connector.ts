import { join } from 'node:path';
import type { Program, Programs } from '../platform/programs.ts';
import type { ClusterAccess } from './kubeconfig.ts';
import type { Mounts } from './mount.ts';
import type { Place } from './place.ts';
import { slept } from './token.ts';

/** As the chart's default for a pod: terminationGracePeriodSeconds. */
const GRACE_MS = 30_000;
const LONGEST_PAUSE_MS = 60_000;

/** Environment of the connector as the chart writes it (charts/modekeeper-connector/README.md), with paths on this machine. */
export function connectorEnvironment(
  access: Pick<ClusterAccess, 'host' | 'port'>,
  { mounts, place, listen_port }: { mounts: Mounts; place: Place; listen_port: number },
): Record<string, string> {
  return {
    KUBERNETES_SERVICE_HOST: access.host,
    KUBERNETES_SERVICE_PORT: access.port,
    KUBERNETES_SERVICE_PORT_HTTPS: access.port,
    MODEKEEPER_SERVICE_ACCOUNT_DIR: mounts.serviceAccount,
    MODEKEEPER_CONFIG_FILE: join(mounts.config, 'connector.json'),
    MODEKEEPER_TRUST_DIR: mounts.trust,
    MODEKEEPER_PASSPORT_DIR: mounts.passports,
    MODEKEEPER_ENROLLMENT_TOKEN_FILE: join(mounts.enrollment, 'token'),
    MODEKEEPER_LISTEN_HOST: '127.0.0.1',
    MODEKEEPER_LISTEN_PORT: String(listen_port),
    POD_NAME: `${place.release}-local-${process.pid}`,
    POD_NAMESPACE: place.namespace,
    NODE_OPTIONS: '--max-old-space-size=96 --max-semi-space-size=1',
  };
}

export type RunningConnector = { stop(): Promise<void> };

/** Runs the connector, and again when it ends by itself, with a pause that doubles up to a minute: as a Deployment would. */
export function runConnector(
  programs: Programs,
  order: { command: readonly string[]; env: Record<string, string>; logFile: string },
  say: (line: string) => void,
): RunningConnector {
  const { command, env, logFile } = order;
  const [program = process.execPath, ...args] = command;
  const stopping = new AbortController();
  let running: Program | undefined;
  const loop = async () => {
    for (let pause_ms = 1_000; !stopping.signal.aborted; pause_ms = Math.min(LONGEST_PAUSE_MS, pause_ms * 2)) {
      running = programs.start({ name: 'connector', command: program, args, logFile, env });
      const code = await running.exited;
      if (stopping.signal.aborted) return;
      say(`The connector ended (exit ${code}); it starts again in ${pause_ms / 1000} s. Its log: ${logFile}`);
      if (!(await slept(pause_ms, stopping.signal))) return;
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      await running?.stop(GRACE_MS);
      await ended;
    },
  };
}
