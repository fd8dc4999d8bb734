import { readAuditLog } from '@modekeeper/cluster';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { send } from './support/api.ts';
import {
  annotationEscapes,
  type Escape,
  otherRequests,
  ownershipEscapes,
  podEscapes,
  resolveOps,
  specEscapes,
} from './support/escapes.ts';
import { type Guarded, makeGuarded } from './support/guarded.ts';
import { apps, core, readDeployment, readDesired } from './support/objects.ts';
import { chart, helm } from './support/run-helm.ts';
import { trainerValues } from './support/values.ts';

// The account could do everything by RBAC, and its namespace is open: the policy alone stands between it and the Deployment.
let guarded: Guarded;
beforeAll(async () => {
  guarded = await makeGuarded('apply', 'enabled');
});
afterAll(async () => guarded.close());

const refused = () => ({
  status: 422,
  reason: 'Invalid',
  message: expect.stringMatching(
    new RegExp(`ValidatingAdmissionPolicy '${guarded.policy}' with binding .* denied request: modekeeper-guard: `),
  ),
});
const knobUp = { op: 'add', path: '/spec/template/metadata/annotations/modekeeper~1knob.concurrency', value: '4' };

/** Sends the escape alone, and hidden behind an allowed change, as dry run and for real. */
async function attempts(tried: Escape) {
  const { metadata } = await readDeployment(guarded.target, 'trainer');
  const ops = resolveOps(tried.ops, metadata.managedFields ?? []);
  const path = `${apps(guarded.target)}/deployments/trainer`;
  const verdicts = [];
  for (const body of [ops, [knobUp, ...ops]]) {
    for (const query of [{ dryRun: 'All' }, {}]) {
      const call = { method: 'PATCH', path, body, patch: 'json', query: { fieldManager: 'modekeeper', ...query } } as const;
      verdicts.push(await send(guarded.connector, call));
    }
  }
  return verdicts;
}

describe.each<[string, Escape[]]>([
  ['the pod', podEscapes],
  ['the Deployment', specEscapes],
  ['annotations', annotationEscapes],
  ['ownership of fields', ownershipEscapes],
])('no escape through %s', (_, escapes) => {
  it.each(escapes)('$what is refused, and nothing is stored', async (tried) => {
    const before = await readDesired(guarded.target, 'trainer');
    for (const verdict of await attempts(tried)) {
      expect(verdict).toMatchObject(refused());
      expect(verdict.message).toMatch(tried.message);
    }
    expect(await readDesired(guarded.target, 'trainer')).toEqual(before);
  });
});

describe('no escape through other requests', () => {
  it('scale, status, create, delete and other kinds are refused', async () => {
    const before = await readDesired(guarded.target, 'trainer');
    for (const [what, call] of otherRequests(guarded.target)) {
      const verdict = await send(guarded.connector, call);
      expect([what, verdict.message]).toEqual([
        what,
        expect.stringContaining('modekeeper-guard: only updates of Deployments themselves'),
      ]);
      expect([what, verdict]).toMatchObject([what, { status: 422, reason: 'Invalid' }]);
    }
    expect(await readDesired(guarded.target, 'trainer')).toEqual(before);
  });

  it('Pods can be neither created, executed in, evicted nor deleted', async () => {
    await helm(['install', 'bait', chart('trainer'), '--namespace', guarded.target], trainerValues());
    const pods = `${core(guarded.target)}/pods`;
    const names = async () => {
      const { body } = await guarded.connector.call({ method: 'GET', path: pods });
      return (JSON.parse(body) as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name);
    };
    await expect.poll(names).toHaveLength(1);
    const path = `${pods}/${(await names())[0]}`;
    const eviction = {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name: path.split('/').at(-1), namespace: guarded.target },
    };
    for (const call of [
      { method: 'DELETE', path } as const,
      { method: 'DELETE', path: pods } as const,
      { method: 'PATCH', path, body: { metadata: { labels: { stolen: 'yes' } } } } as const,
      { method: 'POST', path: `${path}/eviction`, body: eviction } as const,
      { method: 'POST', path: `${path}/exec`, query: { command: 'sh', stdout: 'true' } } as const,
    ]) {
      expect(await send(guarded.connector, call)).toMatchObject(refused());
    }
    expect(await names()).toHaveLength(1);
    await helm(['uninstall', 'bait', '--namespace', guarded.target]);
  });

  it('replacing the whole object and server-side apply meet the same rules', async () => {
    const path = `${apps(guarded.target)}/deployments/trainer`;
    const object = await readDeployment(guarded.target, 'trainer');
    const [container] = object.spec.template.spec.containers;
    if (container === undefined) throw new Error('the Deployment has no container');
    container.image = 'example/other:1';
    expect(
      await send(guarded.connector, { method: 'PUT', path, body: object, query: { fieldManager: 'modekeeper' } }),
    ).toMatchObject(refused());
    const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'trainer' }, spec: { replicas: 7 } };
    const query = { fieldManager: 'modekeeper', force: 'true' };
    expect(await send(guarded.connector, { method: 'PATCH', path, body, patch: 'apply', query })).toMatchObject(refused());
  });
});

describe('of all texts, a knob accepts exactly the whole numbers inside its bounds', () => {
  const nearMiss = fc.tuple(
    fc.constantFrom('', '0', ' ', '+', '-', '\n'),
    fc.integer({ min: 0, max: 20 }),
    fc.constantFrom('', '.0', ' ', '\n', 'e0'),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.bigInt().map(String),
    nearMiss.map((parts) => parts.join('')),
  );
  it.each(['template', 'object'] as const)('on the %s', async (place) => {
    const path = `${apps(guarded.target)}/deployments/trainer`;
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const own = { annotations: { 'modekeeper/knob.concurrency': value } };
        const body = place === 'object' ? { metadata: own } : { spec: { template: { metadata: own } } };
        const call = { method: 'PATCH', path, body, query: { fieldManager: 'modekeeper', dryRun: 'All' } } as const;
        const inside = /^[1-9][0-9]?$/.test(value) && Number(value) <= 16;
        expect((await send(guarded.connector, call)).status).toBe(inside ? 200 : 422);
      }),
      { numRuns: 200 },
    );
  });
});

it('each refusal stands in the API server’s audit log, with the policy’s name', async () => {
  const body = { spec: { replicas: 9 } };
  await send(guarded.connector, { method: 'PATCH', path: `${apps(guarded.target)}/deployments/trainer`, body });
  const log = await readAuditLog(inject('auditLogPath'), { namespace: guarded.target, verbs: ['patch'], dryRun: false });
  const notes = log.map(({ annotations = {} }) => annotations['validation.policy.admission.k8s.io/validation_failure'] ?? '');
  expect(notes.at(-1)).toContain(guarded.policy);
});
