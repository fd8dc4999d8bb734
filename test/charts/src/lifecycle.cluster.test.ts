import { fetchObject } from '@modekeeper/cluster';
import { describe, expect, it } from 'vitest';
import { asAdmin, asServiceAccount, send } from './support/api.ts';
import { inventory } from './support/inventory.ts';
import { core, makeDeployment, makeNamespace } from './support/objects.ts';
import { chart, helm, runHelm } from './support/run-helm.ts';
import { connectorValues, guardValues, trainerValues, type Values } from './support/values.ts';

type Data = { metadata: { uid: string }; data?: Record<string, string> };
const read = (path: string) => fetchObject<Data>(asAdmin(), { method: 'GET', path });
const connectorChart = chart('modekeeper-connector');

async function makeRelease(values: (target: string) => Values) {
  const own = await makeNamespace('life');
  const target = await makeNamespace('life-target');
  await makeDeployment(target, 'trainer');
  await helm(['install', 'mk', connectorChart, '--namespace', own], values(target));
  const path = (kind: 'configmaps' | 'secrets', part: string) => `${core(own)}/${kind}/mk-${part}`;
  return {
    own,
    target,
    path,
    upgrade: (over: Values = {}, ...flags: string[]) =>
      runHelm(['upgrade', 'mk', connectorChart, '--namespace', own, ...flags], { ...values(target), ...over }),
    killSwitch: async () => (await read(path('configmaps', 'kill'))).data?.kill_switch,
    flip: (kill_switch: string | null) =>
      send(asAdmin(), { method: 'PATCH', path: path('configmaps', 'kill'), body: { data: { kill_switch } } }),
    uninstall: () => helm(['uninstall', 'mk', '--namespace', own, '--wait']),
  };
}

const applied = (target: string) => connectorValues('apply', target);

describe('install and uninstall', () => {
  it('three charts come and go and leave nothing, the connector’s own objects included', async () => {
    const own = await makeNamespace('clean');
    const target = await makeNamespace('clean-target');
    const policy = `${own}-guard`;
    const count = () => inventory([own, target]);
    // The account and the certificate of a new namespace come by themselves.
    await expect
      .poll(async () => (await count()).filter((line) => / \S+\/(default|kube-root-ca\.crt)$/.test(line)).length)
      .toBe(4);
    const mine = async () => (await count()).filter((line) => line.includes(own) || line.includes(target));
    const before = await mine();

    await helm(['install', 'trainer', chart('trainer'), '--namespace', target], trainerValues());
    await helm(['install', policy, chart('modekeeper-guard'), '--namespace', own], guardValues('apply', own, 'mk'));
    await helm(['install', 'mk', connectorChart, '--namespace', own], connectorValues('apply', target));
    const connector = await asServiceAccount(own, 'mk');
    const { metadata } = await read(`${core(own)}/secrets/mk-identity`);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Secret', name: 'mk-identity', uid: metadata.uid }];
    const leases = `/apis/coordination.k8s.io/v1/namespaces/${own}/leases`;
    for (const [path, name] of [
      [`${core(own)}/configmaps`, 'mk-journal'],
      [`${core(own)}/configmaps`, 'mk-state'],
      [leases, 'mk-lease'],
    ] as const) {
      expect((await connector.call({ method: 'POST', path, body: { metadata: { name, ownerReferences } } })).status).toBe(201);
    }
    connector.close();
    expect(await mine()).toEqual(
      expect.arrayContaining([
        `ConfigMap ${own}/mk-journal`,
        `Role ${target}/modekeeper:${own}:mk`,
        `ClusterRole /modekeeper:${own}:mk`,
      ]),
    );

    await helm(['uninstall', 'mk', '--namespace', own, '--wait']);
    await helm(['uninstall', policy, '--namespace', own]);
    await helm(['uninstall', 'trainer', '--namespace', target]);
    await expect.poll(mine, { timeout: 40_000, interval: 500 }).toEqual(before);
  });
});

describe('upgrade', () => {
  it('the identity that the connector wrote stays, also when the enrolment token is taken out', async () => {
    const release = await makeRelease(applied);
    const connector = await asServiceAccount(release.own, 'mk');
    const data = { private_key: Buffer.from('key').toString('base64') };
    expect((await connector.call({ method: 'PATCH', path: release.path('secrets', 'identity'), body: { data } })).status).toBe(
      200,
    );
    const before = await read(release.path('secrets', 'identity'));
    expect(await release.upgrade({ enrollment: {}, mode: 'verify' })).toMatchObject({ code: 0 });
    const after = await read(release.path('secrets', 'identity'));
    expect([after.metadata.uid, after.data]).toEqual([before.metadata.uid, data]);
    expect((await send(asAdmin(), { method: 'GET', path: release.path('secrets', 'enrollment') })).status).toBe(404);
    connector.close();
    await release.uninstall();
  });

  it('back to mode observe the right to patch is gone', async () => {
    const release = await makeRelease(applied);
    const connector = await asServiceAccount(release.own, 'mk');
    const path = `/apis/apps/v1/namespaces/${release.target}/deployments/trainer`;
    const patch = () =>
      send(connector, {
        method: 'PATCH',
        path,
        body: { metadata: { annotations: { 'modekeeper/plan': 'pl_1' } } },
        query: { dryRun: 'All' },
      });
    expect((await patch()).status).toBe(200);
    expect(await release.upgrade({ mode: 'observe' })).toMatchObject({ code: 0 });
    await expect.poll(async () => (await patch()).status).toBe(403);
    connector.close();
    await release.uninstall();
  });
});

describe('the kill switch', () => {
  it('starts off, and an upgrade keeps what a person set, on and off', async () => {
    const release = await makeRelease(applied);
    expect(await release.killSwitch()).toBe('off');
    await release.flip('on');
    expect(await release.upgrade({ heapMegabytes: 128 })).toMatchObject({ code: 0 });
    expect(await release.killSwitch()).toBe('on');
    await release.flip('off');
    expect(await release.upgrade({ heapMegabytes: 96 })).toMatchObject({ code: 0 });
    expect(await release.killSwitch()).toBe('off');
    await release.uninstall();
  });

  it('engaged by value it is on, and taking the value out again does not lift it', async () => {
    const release = await makeRelease(applied);
    expect(await release.upgrade({ killSwitch: { engaged: true } })).toMatchObject({ code: 0 });
    expect(await release.killSwitch()).toBe('on');
    expect(await release.upgrade({ killSwitch: { engaged: false } })).toMatchObject({ code: 0 });
    expect(await release.killSwitch()).toBe('on');
    await release.uninstall();
  });

  it('a lost object or key counts as on, and an upgrade does not turn that into off', async () => {
    const release = await makeRelease(applied);
    await release.flip(null);
    expect(await release.killSwitch()).toBeUndefined();
    expect(await release.upgrade()).toMatchObject({ code: 0 });
    expect(await release.killSwitch()).toBe('on');
    await send(asAdmin(), { method: 'DELETE', path: release.path('configmaps', 'kill') });
    expect(await release.upgrade({ heapMegabytes: 128 })).toMatchObject({ code: 0 });
    expect(await release.killSwitch()).toBe('on');
    await release.uninstall();
  });

  it('a rollback to a revision from before the flip is refused instead of lifting it', async () => {
    const release = await makeRelease(applied);
    expect(await release.upgrade({ heapMegabytes: 128 })).toMatchObject({ code: 0 });
    await release.flip('on');
    const { code, err } = await runHelm(['rollback', 'mk', '1', '--namespace', release.own]);
    expect([code === 0, err]).toEqual([false, expect.stringContaining('.data.kill_switch')]);
    expect(await release.killSwitch()).toBe('on');
    await release.uninstall();
  });
});
