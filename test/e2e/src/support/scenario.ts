import type { Seeded } from '@modekeeper/sandbox';
import { connectorLog } from './connector.ts';
import { bringOnline, type Installed, type InstallOptions, install } from './install.ts';
import { plansOf, showPlan } from './plans.ts';
import type { Stack } from './stack.ts';

export type Scene = { stack: Stack; seeded: Seeded };

/** Times that each label was played: a second try must not meet the namespaces of the first, which Kubernetes is still taking away. */
const played = new Map<string, number>();

function freshName(label: string): string {
  const times = (played.get(label) ?? 0) + 1;
  played.set(label, times);
  return times === 1 ? label : `${label}-${times}`;
}

/** A scenario with a trainer and an online connector of its own. What it needs to be understood is printed when it fails. */
export async function scenario(
  scene: Scene,
  label: string,
  play: (at: Installed) => Promise<void>,
  options: InstallOptions & { online?: boolean } = {},
): Promise<void> {
  const at = await install(scene.stack, scene.seeded, freshName(label), options);
  try {
    if (options.online !== false) await bringOnline(scene.stack, scene.seeded, at);
    await play(at);
  } catch (cause) {
    process.stdout.write(await describe(scene, at));
    throw cause;
  } finally {
    await clear(scene.stack, at);
  }
}

async function describe({ seeded, stack }: Scene, at: Installed): Promise<string> {
  const said = (error: Error) => error.message;
  const plans = await storiesOf(seeded, at).catch(said);
  const log = await connectorLog(stack, at).catch(said);
  return `--- ${at.namespace}\n${plans}\n${log.split('\n').slice(-60).join('\n')}\n`;
}

async function storiesOf({ owner }: Seeded, { cluster_id }: Installed): Promise<string> {
  const plans = await Promise.all((await plansOf(owner, cluster_id)).map(({ id }) => showPlan(owner, id)));
  return plans
    .map(({ events, id }) => `${id}: ${events.map(({ reason, to }) => `${to} (${reason ?? ''})`).join(' -> ')}`)
    .join('\n');
}

/** Takes the scenario's processes away; what is left in the cluster goes in the background. */
async function clear({ cluster, setFault }: Stack, { namespace, target_namespace }: Installed): Promise<void> {
  for (const name of [namespace, target_namespace]) {
    setFault(name, null);
    await cluster.client.call({ method: 'DELETE', path: `/api/v1/namespaces/${name}` });
  }
}
