// A process of its own around workerd: it can be killed and started again without anything else noticing, which is what a
// deploy does to every socket. Its one argument is a file that says what to run.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';

export type HostOrder = {
  /** wrangler.toml, whose `environment` names the bindings. */
  config: string;
  environment: string;
  /** The bundled Worker (an ES module). */
  script: string;
  port: number;
  /** Folder of the Durable Objects' and R2's data. */
  persist: string;
  /** Variables and secrets, over those of the configuration. */
  bindings: Record<string, string>;
};

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as HostOrder;
const { modulesRules: _, ...worker } = unstable_getMiniflareWorkerOptions(order.config, order.environment).workerOptions;
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: order.port,
    cf: false,
    log: new Log(LogLevel.WARN),
    resourcePersistencePath: order.persist,
    unsafeTriggerHandlers: true,
    ...worker,
    bindings: { ...(worker.bindings as Record<string, string> | undefined), ...order.bindings },
    // Module names are relative to it, and workerd refuses names that climb out.
    rootPath: dirname(order.script),
    modules: true,
    scriptPath: order.script,
  }),
);
process.once('SIGTERM', () => void miniflare.dispose().finally(() => process.exit(0)));
await miniflare.ready;
