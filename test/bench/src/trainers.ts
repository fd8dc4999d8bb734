import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';

/** Charts installed side by side; each is a process of its own. */
const AT_ONCE = 4;

export type Trainer = { readonly namespace: string; readonly name: string };

/** Does `work` for each, a few at a time. */
export async function eachOf<T>(items: readonly T[], at_once: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: at_once }, worker));
}

/** Installs trainers that burst until their knobs are turned up, telling a sample every `interval_s`. */
export function installTrainers(scene: Scene, trainers: readonly Trainer[], interval_s: number): Promise<void> {
  const values = valuesFile(scene, { loopIntervalSeconds: interval_s });
  return eachOf(trainers, AT_ONCE, ({ name, namespace }) => scene.kubernetes.helm.install(name, 'trainer', namespace, [values]));
}

/** Installs a trainer that is calm from the start: nothing is ever proposed for it. */
export function installCalmTrainer(scene: Scene, { name, namespace }: Trainer): Promise<void> {
  const values = valuesFile(scene, { knobs: { concurrency: 4, dataloader_prefetch_factor: 2 } });
  return scene.kubernetes.helm.install(name, 'trainer', namespace, [values]);
}

export function uninstallTrainers({ kubernetes }: Scene, trainers: readonly Trainer[]): Promise<void> {
  return eachOf(trainers, AT_ONCE, ({ name, namespace }) => kubernetes.helm.uninstall(name, namespace));
}

/** JSON is YAML; with `--set` a fraction would be text. */
function valuesFile({ platform }: Scene, values: Readonly<Record<string, unknown>>): string {
  const file = join(platform.folder.path, `trainer-${Object.keys(values).join('-')}.json`);
  writeFileSync(file, JSON.stringify(values));
  return file;
}
