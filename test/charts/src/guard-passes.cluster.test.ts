import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, send } from './support/api.ts';
import { type Guarded, makeGuarded } from './support/guarded.ts';
import { apps, makeDeployment, readDeployment } from './support/objects.ts';
import { chart, helm, runHelm } from './support/run-helm.ts';
import { trainerValues } from './support/values.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await makeGuarded('apply', 'enabled');
});
afterAll(async () => guarded.close());

type Annotations = Record<string, string | null>;
const concurrency = 'modekeeper/knob.concurrency';
const prefetch = 'modekeeper/knob.dataloader_prefetch_factor';
const plan = { 'modekeeper/plan': 'pl_01JABCDEFGHJKMNPQRSTVWXYZ0', 'modekeeper/plan-digest': `sha256:${'f'.repeat(64)}` };

const change = (name: string, template: Annotations, object: Annotations = {}, query: Record<string, string> = {}) =>
  send(guarded.connector, {
    method: 'PATCH',
    path: `${apps(guarded.target)}/deployments/${name}`,
    body: { metadata: { annotations: object }, spec: { template: { metadata: { annotations: template } } } },
    query: { fieldManager: 'modekeeper', fieldValidation: 'Strict', ...query },
  });

describe('what the guard lets pass', () => {
  it.each<[string, Annotations, Annotations]>([
    ['one knob', { [concurrency]: '4' }, {}],
    ['two knobs with the plan named on the object', { [concurrency]: '5', [prefetch]: '2' }, plan],
    ['the lowest values', { [concurrency]: '1', [prefetch]: '0' }, {}],
    ['the highest values', { [concurrency]: '16', [prefetch]: '8' }, {}],
    ['a copy on the object', { [concurrency]: '6' }, { [concurrency]: '6', [prefetch]: '1' }],
    ['removal of a knob and of its copy', { [concurrency]: null }, { [concurrency]: null, [prefetch]: null }],
    ['setting a knob that was not set', { [concurrency]: '3' }, {}],
    ['removal of the plan', {}, { 'modekeeper/plan': null, 'modekeeper/plan-digest': null }],
  ])('%s, as dry run and for real', async (_, template, object) => {
    expect(await change('trainer', template, object, { dryRun: 'All' })).toMatchObject({ status: 200 });
    expect(await change('trainer', template, object)).toMatchObject({ status: 200 });
    const { spec } = await readDeployment(guarded.target, 'trainer');
    const { annotations = {} } = spec.template.metadata;
    for (const [key, value] of Object.entries(template)) expect(annotations[key] ?? null).toBe(value);
  });

  it('other fields that stand outside the rules already are no obstacle: only differences count', async () => {
    await makeDeployment(guarded.target, 'odd', ({ metadata, spec }) => {
      Object.assign(spec.template.metadata.annotations, { [prefetch]: '9999', 'modekeeper/plan': 'old' });
      Object.assign(metadata.annotations, { 'modekeeper/plan': 'a b' });
    });
    expect(await change('odd', { [concurrency]: '4' })).toMatchObject({ status: 200 });
    expect(await change('odd', { [prefetch]: '8' })).toMatchObject({ status: 200 });
    // Which is why the connector refuses a pre-image outside the bounds (rollback_impossible).
    expect(await change('odd', { [prefetch]: '9999' })).toMatchObject({ status: 422 });
  });

  it('a Deployment whose only annotations are knobs can lose them all and get them back', async () => {
    await makeDeployment(guarded.target, 'bare', (manifest) => {
      manifest.spec.template.metadata.annotations = { [concurrency]: '1' };
      manifest.metadata.annotations = {} as typeof manifest.metadata.annotations;
    });
    expect(await change('bare', { [concurrency]: null })).toMatchObject({ status: 200 });
    expect((await readDeployment(guarded.target, 'bare')).spec.template.metadata.annotations).toBeUndefined();
    expect(await change('bare', { [concurrency]: '1' }, plan)).toMatchObject({ status: 200 });
  });

  it('a Deployment whose record of managers was emptied by somebody else can still be changed', async () => {
    await makeDeployment(guarded.target, 'cleared');
    const path = `${apps(guarded.target)}/deployments/cleared`;
    await asAdmin().call({ method: 'PATCH', path, body: { metadata: { managedFields: [{}] } } });
    expect((await readDeployment(guarded.target, 'cleared')).metadata.managedFields ?? []).toEqual([]);
    expect(await change('cleared', { [concurrency]: '4' })).toMatchObject({ status: 200 });
  });

  it('a manager whose only claim was a knob may lose it: its entry goes, everybody else’s stays', async () => {
    await makeDeployment(guarded.target, 'nudged');
    const path = `${apps(guarded.target)}/deployments/nudged`;
    const body = { spec: { template: { metadata: { annotations: { [concurrency]: '2' } } } } };
    await asAdmin().call({ method: 'PATCH', path, body, query: { fieldManager: 'person' } });
    const managers = async () =>
      (await readDeployment(guarded.target, 'nudged')).metadata.managedFields?.map(({ manager }) => manager) ?? [];
    expect(await managers()).toContain('person');
    expect(await change('nudged', { [concurrency]: '4' }, plan)).toMatchObject({ status: 200 });
    expect(await managers()).not.toContain('person');
    expect(await managers()).toEqual(expect.arrayContaining(['team', 'modekeeper']));
  });

  it('a large Deployment stays within the cost limit of the expressions', async () => {
    await makeDeployment(guarded.target, 'large', ({ spec }) => {
      for (let n = 0; n < 400; n += 1) spec.template.metadata.annotations[`example/note-${n}`] = 'x'.repeat(300);
      const [container] = spec.template.spec.containers;
      for (let n = 0; n < 500; n += 1) container?.env.push({ name: `VARIABLE_${n}`, value: 'x'.repeat(200) });
    });
    expect(await change('large', { [concurrency]: '4' }, plan)).toMatchObject({ status: 200 });
  });
});

describe('beside Helm', () => {
  it('a leaf that Helm set can be changed; the next upgrade conflicts until the value is adopted, then passes', async () => {
    const args = [chart('trainer'), '--namespace', guarded.target];
    await helm(['install', 'shop', ...args], trainerValues());
    expect(await change('shop', { [concurrency]: '4' }, plan)).toMatchObject({ status: 200 });
    const stale = await runHelm(['upgrade', 'shop', ...args], trainerValues({ loopIntervalSeconds: 2 }));
    expect(stale.code).not.toBe(0);
    expect(stale.err).toMatch(/conflict with "modekeeper".*modekeeper\/knob\.concurrency/s);
    await helm(['upgrade', 'shop', ...args], trainerValues({ knobs: { concurrency: 4 }, loopIntervalSeconds: 2 }));
    // Now two managers own the leaf; the connector can still take its change back.
    expect(await change('shop', { [concurrency]: '1' }, { 'modekeeper/plan': null })).toMatchObject({ status: 200 });
    await helm(['uninstall', 'shop', '--namespace', guarded.target]);
  });
});
