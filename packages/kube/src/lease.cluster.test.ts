import { describe, expect, it } from 'vitest';
import { LeaseKeeper } from './lease.ts';
import type { IdentitySecret, OwnState } from './own-state.ts';
import { makeScene, type Rule, type Scene } from './scene/scene.ts';

/** The chart's rights in the connector's own namespace (contract page `connector`, "In the cluster"). */
const RIGHTS: readonly Rule[] = [
  { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'patch'], resourceNames: ['mk-identity'] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'update'], resourceNames: ['mk-journal', 'mk-state', 'mk-kill'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'update'], resourceNames: ['mk-lease'] },
];

async function connector(): Promise<{ scene: Scene; own: OwnState; identity: IdentitySecret }> {
  const scene = await makeScene();
  await scene.create(`/api/v1/namespaces/${scene.namespace}/secrets`, { metadata: { name: 'mk-identity' } });
  const own = scene.connect(await scene.tokenWith(RIGHTS)).ownState({ namespace: scene.namespace, release: 'mk' });
  const identity = await own.getIdentity();
  if (identity.kind !== 'ok') throw new Error(identity.message);
  return { scene, own, identity: identity.value };
}

describe("the connector's own objects, with the rights of the chart only", () => {
  it('keeps the identity in its Secret, bytes for bytes, and refuses a stale write', async () => {
    const { own, identity } = await connector();
    const key = new Uint8Array([0, 1, 250, 255]);
    const written = await own.patchIdentity({ key }, identity);
    expect(written).toMatchObject({ kind: 'ok', value: { data: { key } } });
    expect(await own.patchIdentity({ key: new Uint8Array([9]) }, identity)).toMatchObject({ kind: 'conflict' });
    expect(await own.getIdentity()).toMatchObject({ kind: 'ok', value: { data: { key } } });
  });

  it('creates a ConfigMap once, replaces its data, refuses a stale write, keeps what an operator added', async () => {
    const { scene, own, identity } = await connector();
    expect(await own.getConfigMap('journal')).toMatchObject({ kind: 'not_found' });
    const born = await own.createConfigMap('journal', { a: '1', b: '2' }, identity);
    if (born.kind !== 'ok') throw new Error(born.message);
    expect(await own.createConfigMap('journal', {}, identity)).toMatchObject({ kind: 'conflict', reason: 'AlreadyExists' });
    const path = `/api/v1/namespaces/${scene.namespace}/configmaps/mk-journal`;
    await scene.admin.call({ method: 'PATCH', path, body: { metadata: { labels: { team: 'x' } } }, patch: 'merge' });
    expect(await own.updateConfigMap('journal', { a: '2' }, born.value)).toMatchObject({ kind: 'conflict' });
    const read = await own.getConfigMap('journal');
    if (read.kind !== 'ok') throw new Error(read.message);
    const updated = await own.updateConfigMap('journal', { a: '2' }, read.value);
    expect(updated).toMatchObject({
      kind: 'ok',
      value: { data: { a: '2' }, metadata: { labels: { team: 'x' }, ownerReferences: [{ uid: identity.uid }] } },
    });
    expect(updated).not.toHaveProperty('value.data.b');
  });

  it('refuses more than an object may hold, and says so', async () => {
    const { own, identity } = await connector();
    const answer = await own.createConfigMap('state', { big: 'x'.repeat(1_100_000) }, identity);
    expect(answer).toMatchObject({ kind: 'invalid', status: 422 });
  });
});

describe('LeaseKeeper', () => {
  const at = (seconds: number) => 1_800_000_000_000 + seconds * 1000;

  it('gives the lease to one holder, renews it without a new token, and to the next with a higher one when it ran out', async () => {
    const { own, identity } = await connector();
    const keeper = (holder: string) => new LeaseKeeper({ own, owner: identity, holder, duration_s: 15 });
    const [first, second] = [keeper('boot-1'), keeper('boot-2')];
    expect(await first.acquireOrRenew(at(0))).toEqual({ kind: 'held', fencing: 0, until_ms: at(15) });
    expect(await second.acquireOrRenew(at(1))).toEqual({ kind: 'taken', holder: 'boot-1' });
    expect(await first.acquireOrRenew(at(5))).toEqual({ kind: 'held', fencing: 0, until_ms: at(20) });
    // The second saw the record change just now: it counts the whole duration from here, by its own clock.
    expect(await second.acquireOrRenew(at(14))).toEqual({ kind: 'taken', holder: 'boot-1' });
    expect(await second.acquireOrRenew(at(28))).toEqual({ kind: 'taken', holder: 'boot-1' });
    expect(await second.acquireOrRenew(at(29))).toEqual({ kind: 'held', fencing: 1, until_ms: at(44) });
    expect(await first.acquireOrRenew(at(30))).toEqual({ kind: 'taken', holder: 'boot-2' });
  });

  it('lets a successor in at once after a clean stop, still with a new token', async () => {
    const { own, identity } = await connector();
    const keeper = (holder: string) => new LeaseKeeper({ own, owner: identity, holder, duration_s: 15 });
    const first = keeper('boot-1');
    await first.acquireOrRenew(at(0));
    await first.release(at(1));
    expect(await keeper('boot-2').acquireOrRenew(at(2))).toEqual({ kind: 'held', fencing: 1, until_ms: at(17) });
  });

  it('lets only one of two win when both try at the same time', async () => {
    const { own, identity } = await connector();
    const keepers = ['a', 'b', 'c', 'd'].map((holder) => new LeaseKeeper({ own, owner: identity, holder, duration_s: 15 }));
    const answers = await Promise.all(keepers.map((keeper) => keeper.acquireOrRenew(at(0))));
    expect(answers.filter(({ kind }) => kind === 'held')).toHaveLength(1);
  });
});
