import { binaryPath, run } from '@modekeeper/cluster';
import { afterAll, expect, inject, it } from 'vitest';
import { helm } from '../stack/helm.ts';
import { DEMO, installTrainer, reinstallTrainer } from './demo-cluster.ts';

const kubeconfig = inject('kubeconfig');
const charts = helm(binaryPath('helm'), kubeconfig);
const kubectl = async (...args: string[]) => {
  const { code, stderr, stdout } = await run(
    binaryPath('kubectl'),
    ['--kubeconfig', kubeconfig, '-n', DEMO.target_namespace, ...args],
    {},
  );
  if (code !== 0) throw new Error(stderr);
  return stdout;
};
const KNOB = 'modekeeper/knob.concurrency';
const knob = () =>
  kubectl(
    'get',
    'deployment',
    DEMO.target_name,
    '-o',
    `jsonpath={.spec.template.metadata.annotations.modekeeper/knob\\.concurrency}`,
  );

afterAll(() => charts.uninstall(DEMO.target_name, DEMO.target_namespace));

it('a second start leaves a knob alone that an approved plan changed; only installing the trainer again takes it back', async () => {
  await installTrainer({ helm: charts });
  expect(await knob()).toBe('1');
  const patch = JSON.stringify({ spec: { template: { metadata: { annotations: { [KNOB]: '4' } } } } });
  await kubectl('patch', 'deployment', DEMO.target_name, '--type', 'merge', '--field-manager', 'modekeeper', '-p', patch);
  await installTrainer({ helm: charts });
  expect(await knob()).toBe('4');
  await reinstallTrainer({ helm: charts });
  expect(await knob()).toBe('1');
});
