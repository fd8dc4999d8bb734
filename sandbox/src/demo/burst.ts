import { join } from 'node:path';
import { binaryPath } from '@modekeeper/cluster';
import type { StateFolder } from '../platform/paths.ts';
import { reinstallTrainer } from '../seed/demo-cluster.ts';
import { helm } from '../stack/helm.ts';

/** Installs the trainer's release again in the running sandbox: its knobs start over, so it bursts again. */
export async function makeItBurst(folder: StateFolder): Promise<void> {
  await reinstallTrainer({ helm: helm(binaryPath('helm'), join(folder.cluster, 'kubeconfig')) });
}
