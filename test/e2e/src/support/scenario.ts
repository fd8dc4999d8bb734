import type { Seeded } from '@modekeeper/sandbox';
import { connectorLog } from './connector.ts';
import { bringOnline, type Installed, type InstallOptions, install } from './install.ts';
import { plansOf, showPlan } from './plans.ts';
import type { Stack } from './stack.ts';

export type Scene = { stack: Stack; seeded: Seeded };

/** A scenario with a trainer and an online connector of its own. What it needs to be understood is printed when it fails. */
export async function scenario(
  scene: Scene,
  label: string,
  play: (at: Installed) => Promise<void>,
  options: InstallOptions & { online?: boolean } = {},
): Promise<void> {
  const at = await install(scene.stack, scene.seeded, label, options);
  try {
    if (options.online !== false) await bringOnline(scene.stack, scene.seeded, at);
    await play(at);
  } catch (cause) {
    process.stdout.write(await describe(scene, at).catch((error: Error) => `no more is known: ${error.message}\n`));
    throw cause;
  } finally {
    await clear(scene.stack, at);
  }
}

async function describe({ seeded, stack }: Scene, at: Installed): Promise<string> {
  const rows = await plansOf(seeded.owner, at.cluster_id);
  const plans = await Promise.all(rows.map(({ id }) => showPlan(seeded.owner, id)));
  const stories = plans.map(
    ({ events, id }) => `${id}: ${events.map(({ reason, to }) => `${to} (${reason ?? ''})`).join(' -> ')}\n`,
  );
  const log = await connectorLog(stack, at).catch((error: Error) => error.message);
  return `--- ${at.namespace}\n${stories.join('')}${log.split('\n').slice(-60).join('\n')}\n`;
}

/** Takes the scenario's processes away; what is left in the cluster goes in the background. */
async function clear({ cluster, setFault }: Stack, { namespace, target_namespace }: Installed): Promise<void> {
  for (const name of [namespace, target_namespace]) {
    setFault(name, null);
    await cluster.client.call({ method: 'DELETE', path: `/api/v1/namespaces/${name}` });
  }
}
