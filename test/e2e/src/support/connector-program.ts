import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '@modekeeper/agent';
import { waitFor } from '@modekeeper/cluster';

/** What runs for image `modekeeper/connector`, with a handle on its processes: one connector per namespace. */
export type ConnectorProgram = {
  program: Program;
  /** Variables over the pod's own, for connectors that start in this namespace from now on. */
  overrideEnvironment(namespace: string, variables: Record<string, string>): void;
  /** Process id of the connector that started last in the namespace. */
  pid(namespace: string): number;
  signal(namespace: string, signal: NodeJS.Signals): void;
  /** Resolves when another process than `pid` runs in the namespace. */
  restarted(namespace: string, pid: number): Promise<void>;
};

// The shell becomes the connector, so that its process id is the connector's.
const SCRIPT = '[ ! -r "$0/$POD_NAMESPACE.env" ] || . "$0/$POD_NAMESPACE.env"; echo $$ >"$0/$POD_NAMESPACE.pid"; exec "$1" "$2"';

/** @param bundle the connector's one file; it is copied, so that a build beside this run changes nothing here */
export function connectorProgram(folder: string, bundle: string): ConnectorProgram {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, 'connector.mjs');
  copyFileSync(bundle, copy);
  const read = (namespace: string) => {
    const file = join(folder, `${namespace}.pid`);
    const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
    if (!Number.isInteger(pid)) throw new Error(`No connector has started in ${namespace}.`);
    return pid;
  };
  return {
    program: { command: ['sh', '-c', SCRIPT, folder, process.execPath, copy] },
    overrideEnvironment(namespace, variables) {
      const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
      writeFileSync(join(folder, `${namespace}.env`), lines.join(''));
    },
    pid: read,
    signal: (namespace, signal) => {
      process.kill(read(namespace), signal);
    },
    restarted: (namespace, pid) =>
      waitFor(async () => read(namespace) !== pid, { what: `a new connector in ${namespace}`, timeout_ms: 90_000 }),
  };
}
