import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryPath } from '@modekeeper/cluster';
import { makeScene } from '@modekeeper/kube/scene';
import { expect, inject, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

type Deployment = { metadata: { generation: number } };

const mk = await packedMk();

it('a quickstart on a real cluster verifies the plan there and changes nothing; a log that is not there is said so', async () => {
  const scene = await makeScene();
  await scene.deploy('llm', { 'modekeeper/knob.concurrency': '16', 'modekeeper/knob.dataloader_prefetch_factor': '1' });
  const path = `/apis/apps/v1/namespaces/${scene.namespace}/deployments/llm`;
  const generation = async () =>
    (JSON.parse((await scene.admin.call({ method: 'GET', path })).body) as Deployment).metadata.generation;
  const before = await generation();
  const env = { KUBECTL: binaryPath('kubectl'), KUBECONFIG: inject('kubeconfig') };
  const target = ['--k8s-namespace', scene.namespace, '--k8s-deployment', 'llm'];
  const lines = Array.from({ length: 70 }, (_, at) =>
    JSON.stringify({ ts: 1_767_600_000 + at, step_time_ms: at === 60 ? 900 : 100 }),
  );
  writeFileSync(join(mk.folder, 'trace.jsonl'), lines.join('\n'));

  const file = ['--observe-source', 'file', '--observe-path', 'trace.jsonl'];
  const seen = await mk.run(['quickstart', '--out', 'f', ...file, ...target], env);
  expect(seen.code).toBe(0);
  expect(seen.stdout).toMatch(/^roi_ok=true top_blocker=n\/a /);
  expect(seen.stderr).toContain('The server would accept the plan.');
  expect(seen.stderr).toContain('concurrency: 16 → 4 (now as the cluster has it)');
  expect(mk.json('f/verify/k8s_verify_latest.json')).toMatchObject({ ok: true, verify_blocker: null });
  expect(mk.text('f/report.html')).toContain(
    '<h1>Step time burst: double dataloader prefetch to 2 and lower concurrency to 4</h1>',
  );

  // No log of it can be read here.
  const missing = await mk.run(['quickstart', '--out', 'k', '--observe-source', 'k8s-logs', ...target], env);
  expect(missing.code).toBe(0);
  expect(missing.stderr).toContain('No usable sample was found');
  expect(mk.json('k/plan/closed_loop_latest.json')).toMatchObject({ source: 'k8s', signals: { notes: ['no_samples'] } });
  expect(mk.text('k/report.html')).toContain('No usable sample was read');
  expect(await generation()).toBe(before);
});
