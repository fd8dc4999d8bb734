import type { ApiClient } from '@modekeeper/cluster';
import { describe, expect, it } from 'vitest';
import { asAdmin, send } from './support/api.ts';
import { account, dropRights, type Guarded, makeAccount, makeGuarded } from './support/guarded.ts';
import { apps, core, expectGone, makeDeployment, makeNamespace } from './support/objects.ts';
import { chart, helm } from './support/run-helm.ts';
import { guardValues } from './support/values.ts';

/** A change that the guard would never let the connector make, in a namespace that nobody opened. */
const foreignUpdate = (who: ApiClient, namespace: string, image: string) =>
  send(who, {
    method: 'PATCH',
    path: `${apps(namespace)}/deployments/trainer`,
    patch: 'json',
    body: [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: image }],
  });

/** Everybody else: the administrator, another account beside the connector's, one of the same name in another namespace. */
async function makeBystanders(guarded: Guarded) {
  const elsewhere = await makeNamespace('elsewhere');
  await makeDeployment(elsewhere, 'trainer');
  const neighbour = await makeAccount(guarded.target, 'neighbour');
  const namesake = await makeAccount(elsewhere, account);
  const everybody: [string, ApiClient][] = [
    ['administrator', asAdmin()],
    ['neighbour', neighbour],
    ['namesake', namesake],
  ];
  return {
    elsewhere,
    async expectFree(image: string) {
      for (const [who, client] of everybody) {
        for (const namespace of [guarded.target, elsewhere]) {
          expect([who, await foreignUpdate(client, namespace, `${image}-${who}`)]).toMatchObject([who, { status: 200 }]);
        }
      }
    },
    async close() {
      neighbour.close();
      namesake.close();
      await dropRights(guarded.target, 'neighbour');
      await dropRights(elsewhere, account);
    },
  };
}

describe('the guard never touches anybody else', () => {
  it('while it stands and every namespace is closed', async () => {
    const guarded = await makeGuarded('apply', null);
    const bystanders = await makeBystanders(guarded);
    await bystanders.expectFree('example/while:1');
    await bystanders.close();
    await guarded.close();
  });

  it('after the connector’s whole namespace was deleted, and a new account of that name is still bound', async () => {
    const guarded = await makeGuarded('apply', 'enabled');
    const bystanders = await makeBystanders(guarded);
    await send(asAdmin(), { method: 'DELETE', path: `/api/v1/namespaces/${guarded.own}` });
    await expectGone(`${core(guarded.own)}/serviceaccounts/${account}`);
    await bystanders.expectFree('example/deleting:1');
    await expectGone(`/api/v1/namespaces/${guarded.own}`);
    await bystanders.expectFree('example/deleted:1');

    // Helm's own record went with the namespace; the cluster-scoped lock did not.
    await send(asAdmin(), { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: guarded.own } } });
    await dropRights(guarded.own, account);
    const again = await makeAccount(guarded.own, account);
    expect((await foreignUpdate(again, guarded.target, 'example/again:1')).message).toContain(`'${guarded.policy}'`);
    again.close();

    const values = guardValues('apply', guarded.own, account);
    await helm(['install', guarded.policy, chart('modekeeper-guard'), '--namespace', guarded.own, '--take-ownership'], values);
    await bystanders.close();
    await guarded.close();
  });

  it('after it was uninstalled; then the connector’s canary passes too, which tells it that the lock is gone', async () => {
    const guarded = await makeGuarded('apply', null);
    const bystanders = await makeBystanders(guarded);
    await helm(['uninstall', guarded.policy, '--namespace', guarded.own]);
    await bystanders.expectFree('example/gone:1');
    const canary = () => foreignUpdate(guarded.connector, guarded.target, 'example/canary:1');
    await expect.poll(canary, { interval: 50 }).toMatchObject({ status: 200 });
    await bystanders.close();
    await guarded.close();
  });

  it('two connectors have a lock each: one of them opened says nothing about the other', async () => {
    const [first, second] = [await makeGuarded('apply', 'enabled'), await makeGuarded('verify', 'enabled')];
    expect((await foreignUpdate(first.connector, second.target, 'example/x:1')).message).toContain(`'${first.policy}'`);
    expect((await foreignUpdate(second.connector, first.target, 'example/x:1')).message).toContain(`'${second.policy}'`);
    await first.close();
    await second.close();
  });
});
