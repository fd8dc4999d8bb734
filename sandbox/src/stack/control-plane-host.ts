// A process of its own around workerd: it can be killed and started again without anything else noticing, which is what a
// deploy does to every socket. Told what to run by its first message, says when it is ready, ends with its parent.

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';

export type HostOrder = {
  /** wrangler.toml, whose `environment` names the bindings. */
  config: string;
  environment: string;
  /** The bundled Worker (an ES module). */
  script: string;
  port: number;
  persist: string;
  /** Variables and secrets, over those of the configuration. */
  bindings: Record<string, string>;
};

process.once('message', async (order: HostOrder) => {
  try {
    const { workerOptions } = unstable_getMiniflareWorkerOptions(order.config, order.environment);
    const { modulesRules: _, ...bindingsOfConfig } = workerOptions;
    const miniflare = new Miniflare(
      convertV4MiniflareOptions({
        host: '127.0.0.1',
        port: order.port,
        cf: false,
        log: new Log(LogLevel.WARN),
        resourcePersistencePath: order.persist,
        unsafeTriggerHandlers: true,
        ...bindingsOfConfig,
        bindings: { ...bindingsOfConfig.bindings, ...order.bindings },
        modules: true,
        scriptPath: order.script,
      }),
    );
    const url = await miniflare.ready;
    const stop = () => void miniflare.dispose().finally(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.send?.({ ready: url.origin });
  } catch (cause) {
    process.send?.({ failed: cause instanceof Error ? cause.message : String(cause) });
    process.exit(1);
  }
});
// A terminal's Ctrl-C reaches the whole group; the parent decides the order in which things stop.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
