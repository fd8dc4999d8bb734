import { describe, expect, it } from 'vitest';
import { asAdmin, send } from './support/api.ts';
import { core, makeNamespace } from './support/objects.ts';
import { type Manifest, pick, render } from './support/render.ts';
import { connectorValues, type Values } from './support/values.ts';

type PodTemplate = { metadata: object; spec: { serviceAccountName?: string; containers: { securityContext: object }[] } };

const template = (manifests: Manifest[], name: string) =>
  (pick(manifests, 'Deployment', name) as unknown as { spec: { template: PodTemplate } }).spec.template;

/** Whether the API server admits a pod of this template to a namespace that enforces the restricted standard. */
async function admitted({ metadata, spec }: PodTemplate) {
  const namespace = await makeNamespace('security');
  // The chart's own account does not exist here, and accounts are no matter of Pod Security.
  const { serviceAccountName: _, ...rest } = spec;
  const body = { metadata: { ...metadata, name: 'pod' }, spec: { ...rest, automountServiceAccountToken: false } };
  const path = `${core(namespace)}/pods`;
  return await send(asAdmin(), { method: 'POST', path, body, query: { dryRun: 'All', fieldValidation: 'Strict' } });
}

const everything: Values = {
  proxy: { httpsProxy: 'http://proxy.example:3128' },
  extraCaConfigMap: 'company-ca',
  killSwitch: { environment: 'off', fileConfigMap: 'stop' },
};

describe('Pod Security restricted, enforced', () => {
  it.each<[string, () => Promise<PodTemplate>]>([
    [
      'connector, mode observe',
      async () => template(await render('modekeeper-connector', connectorValues('observe', 'training')), 'mk'),
    ],
    [
      'connector, mode apply, every option',
      async () => template(await render('modekeeper-connector', connectorValues('apply', 'training', everything)), 'mk'),
    ],
    ['trainer', async () => template(await render('trainer', { gpus: 1 }), 'mk')],
  ])('admits the pod of the chart: %s', async (_, pod) => {
    expect(await admitted(await pod())).toMatchObject({ status: 201 });
  });

  it('and would refuse it with one setting less', async () => {
    const pod = template(await render('trainer', {}), 'mk');
    for (const container of pod.spec.containers) container.securityContext = {};
    expect(await admitted(pod)).toMatchObject({ status: 403, message: expect.stringContaining('restricted') });
  });
});
