import type { Bench } from './bench.ts';
import type { Trainer } from './trainers.ts';

/** One bare round trip to the control plane and one bare dry run of a patch, for each trainer; sequential, connections kept open. */
export async function takeBaselines({ samples, scene }: Bench, trainers: readonly Trainer[]): Promise<void> {
  const { client } = scene.kubernetes.cluster;
  for (const [index, { name, namespace }] of trainers.entries()) {
    const asked = performance.now();
    await (await fetch(`${scene.platform.url}/healthz`)).text();
    samples.add('baseline_healthz', performance.now() - asked);
    const sent = performance.now();
    const { status } = await client.call({
      method: 'PATCH',
      patch: 'merge',
      path: `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
      query: { dryRun: 'All' },
      body: { metadata: { annotations: { 'bench/dry-run': String(index) } } },
    });
    if (status !== 200) throw new Error(`the bare dry run was answered ${status}`);
    samples.add('baseline_dry_run_patch', performance.now() - sent);
  }
}
