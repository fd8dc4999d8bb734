import { exports } from 'cloudflare:workers';
import { generateKeyPair, keyidOf } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { newCluster, newOwner, type Person, URL_OF_TEST } from '../../test/api.workerd.ts';
import { CLUSTER_UID, enrollWith, type Identity, TestConnector } from '../../test/connector.workerd.ts';
import { eventually, reportVerified, sealedPlan } from '../../test/documents.workerd.ts';
import { randomBytes } from '../platform/random.ts';

type Owner = Person & { organization: string };

/** Everything by the API alone: account, organization, cluster, enrolment, confirmation. */
async function online(): Promise<{ owner: Owner; identity: Identity; environment_id: string; connector: TestConnector }> {
  const owner = await newOwner();
  const cluster = await newCluster(owner);
  const pair = await generateKeyPair(randomBytes);
  expect((await enrollWith(cluster.token, pair)).status).toBe(200);
  expect((await owner.post(`/v1/clusters/${cluster.id}/confirm`, { cluster_uid: CLUSTER_UID })).status).toBe(200);
  const identity = { tenant_id: owner.organization, cluster_id: cluster.id, pair, key_id: keyidOf(pair.public_key) };
  return {
    owner,
    identity,
    environment_id: cluster.environment_id,
    connector: (await TestConnector.welcomed(identity)).connector,
  };
}

function follow(person: Person, cluster_id: string, organization: string, origin: string = URL_OF_TEST): Promise<Response> {
  const headers = { upgrade: 'websocket', cookie: person.cookie, origin };
  return exports.default.fetch(`${URL_OF_TEST}/v1/clusters/${cluster_id}/live?organization=${organization}`, { headers });
}

describe('by the API', () => {
  it('a member follows a cluster; another site, a stranger and nobody do not', async () => {
    const { connector, identity, owner } = await online();
    const { webSocket } = await follow(owner, identity.cluster_id, owner.organization);
    const first = new Promise<string>((done) =>
      webSocket?.addEventListener('message', ({ data }) => done(String(data)), { once: true }),
    );
    webSocket?.accept();
    expect(JSON.parse(await first)).toMatchObject({
      type: 'snapshot',
      body: { presence: { state: 'connected' }, hello: { mode: 'apply' } },
    });
    expect((await follow(owner, identity.cluster_id, owner.organization, 'https://evil.example')).status).toBe(403);
    const stranger = await newOwner();
    expect((await follow(stranger, identity.cluster_id, owner.organization)).status).toBe(404);
    expect((await follow(stranger, identity.cluster_id, stranger.organization)).status).toBe(404);
    webSocket?.close();
    connector.close();
  });

  it('revoking the session cuts its live socket', async () => {
    const { connector, identity, owner } = await online();
    const { webSocket } = await follow(owner, identity.cluster_id, owner.organization);
    const closed = new Promise<number>((done) => webSocket?.addEventListener('close', ({ code }) => done(code)));
    webSocket?.accept();
    const { body } = await owner.get<{ items: { id: string }[] }>('/v1/sessions');
    await owner.send('DELETE', `/v1/sessions/${body.items[0]?.id}`);
    expect(await closed).toBe(4401);
    connector.close();
  });

  it('a plan is listed, shown, approved after a step-up and dispatched; a stop and its lift come through', async () => {
    const { connector, environment_id, identity, owner } = await online();
    const sealed = await sealedPlan({ environment_id }, identity);
    await reportVerified(connector, sealed);
    await eventually(
      () => owner.get<{ items: { id: string }[] }>('/v1/plans?state=verified'),
      ({ body }) => body.items.length === 1,
    );
    const body = { effect_digest: sealed.effect_digest };
    const early = await owner.post(`/v1/plans/${sealed.plan_id}/approve`, body);
    expect([early.status, early.body]).toMatchObject([403, { error: { code: 'step_up_required' } }]);
    expect((await owner.stepUp()).status).toBe(200);
    const approved = await owner.post(`/v1/plans/${sealed.plan_id}/approve`, body, { 'idempotency-key': 'once' });
    expect([approved.status, approved.body]).toMatchObject([200, { id: sealed.plan_id }]);
    expect((await connector.next('plan_dispatch')).body.plan_id).toBe(sealed.plan_id);
    // The same key again: the same answer, no second approval.
    expect((await owner.post(`/v1/plans/${sealed.plan_id}/approve`, body, { 'idempotency-key': 'once' })).status).toBe(200);
    const shown = await owner.get<{ documents: { kind: string }[] }>(`/v1/plans/${sealed.plan_id}`);
    expect(shown.body.documents.filter(({ kind }) => kind === 'approval')).toHaveLength(1);
    const stop = { scope_type: 'cluster', scope_id: identity.cluster_id, reason: 'test' };
    expect((await owner.post('/v1/kill-switches', { ...stop, active: true })).body).toMatchObject({ active: true });
    await connector.next('kill_set');
    expect((await owner.post('/v1/kill-switches', { ...stop, active: false })).body).toMatchObject({ active: false });
    await connector.next('kill_set');
    connector.close();
  });
});
