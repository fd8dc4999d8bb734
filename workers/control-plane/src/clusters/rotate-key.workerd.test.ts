import { exports } from 'cloudflare:workers';
import type { DsseEnvelope, RotateKeyResponse } from '@modekeeper/contracts';
import { clusterRows, enrollmentRows, planRows } from '@modekeeper/db';
import { createKeyRotation, generateKeyPair, type KeyPair, keyidOf, signerOf } from '@modekeeper/trust';
import { beforeAll, describe, expect, it } from 'vitest';
import { enrolledCluster, type Identity, ORIGIN, TestConnector, ulid } from '../../test/connector.workerd.ts';
import { eventually, sealedPlan } from '../../test/documents.workerd.ts';
import { auditOf } from '../../test/scene.workerd.ts';
import { later, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { randomBytes } from '../platform/random.ts';
import { endCluster } from './end.ts';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await makeTenant();
});

type Answer = { status: number; body: Partial<RotateKeyResponse> & { error?: { code: string; message: string } } };
const send = async (document: DsseEnvelope): Promise<Answer> => {
  // A connector is no person: no cookie, no origin, no header of ours.
  const response = await exports.default.fetch(`${ORIGIN}/v1/rotate-key`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ document }),
  });
  return { status: response.status, body: await response.json() };
};
const rotation = (identity: Identity, to: KeyPair, changes: Partial<Parameters<typeof createKeyRotation>[0]> = {}) =>
  createKeyRotation({
    tenant_id: identity.tenant_id,
    cluster_id: identity.cluster_id,
    from: signerOf(identity.pair),
    to: signerOf(to),
    issued_at: Math.floor(Date.now() / 1_000),
    nonce: ulid(),
    ...changes,
  });
const newKey = () => generateKeyPair(randomBytes);
const keyInUse = async (identity: Identity) => (await clusterRows.find(tenant.owner, identity.cluster_id))?.key_id;
const rotations = async (identity: Identity) =>
  (await auditOf(tenant, 'cluster.key_rotated')).filter(({ subject_id }) => subject_id === identity.cluster_id);

describe('a rotation of a key', () => {
  it('refuses the old key for sessions from then on, cuts its session, welcomes the new one, and is audited', async () => {
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const pair = await newKey();
    const answer = await send(await rotation(identity, pair));
    expect(answer).toEqual({ status: 200, body: { cluster_id: identity.cluster_id, key_id: keyidOf(pair.public_key) } });
    expect((await connector.closed).code).toBe(4401);
    expect(await (await TestConnector.connect(identity)).closed).toEqual({ code: 4401, reason: 'signature_invalid' });
    (await TestConnector.welcomed({ ...identity, pair })).connector.close();
    const [event, ...more] = await rotations(identity);
    expect(more).toEqual([]);
    expect(event?.detail).toMatchObject({ old_key_id: identity.key_id, new_key_id: keyidOf(pair.public_key) });
    expect(event?.actor).toMatchObject({ type: 'connector', key_id: identity.key_id });
  });

  it('keeps what the old key signed before, and refuses what it signs afterwards', async () => {
    const identity = await enrolledCluster(tenant);
    const pair = await newKey();
    const before = await sealedPlan(tenant, identity);
    const late_s = Math.floor(Date.now() / 1_000) + 3_600;
    const after = await sealedPlan(tenant, identity, { created_at: late_s, expires_at: late_s + 60 });
    expect((await send(await rotation(identity, pair))).status).toBe(200);
    const { connector } = await TestConnector.welcomed({ ...identity, pair });
    connector.send('plan_proposed', { plan_id: after.plan_id, envelope: after.envelope });
    connector.send('plan_proposed', { plan_id: before.plan_id, envelope: before.envelope });
    await eventually(
      () => planRows.find(tenant.owner, before.plan_id),
      (plan) => plan !== undefined,
    );
    expect(await planRows.find(tenant.owner, after.plan_id)).toBeUndefined();
    connector.close();
  });

  it('said again gets the same answer and changes nothing; after the next rotation it is refused', async () => {
    const identity = await enrolledCluster(tenant);
    const [second, third] = [await newKey(), await newKey()];
    const document = await rotation(identity, second);
    const first = await send(document);
    expect(await send(document)).toEqual(first);
    // A connector that never got the answer makes a new document about the same keys.
    expect(await send(await rotation(identity, second))).toEqual(first);
    expect(await rotations(identity)).toHaveLength(1);
    expect((await send(await rotation({ ...identity, pair: second }, third))).status).toBe(200);
    const replayed = await send(document);
    expect([replayed.status, replayed.body.error?.code]).toEqual([403, 'rotation_refused']);
    expect(await keyInUse(identity)).toBe(keyidOf(third.public_key));
  });

  it('never brings a key back that the cluster had before', async () => {
    const identity = await enrolledCluster(tenant);
    const second = await newKey();
    await send(await rotation(identity, second));
    const back = await send(await rotation({ ...identity, pair: second }, identity.pair));
    expect([back.status, back.body.error?.code]).toEqual([409, 'conflict']);
    expect(await keyInUse(identity)).toBe(keyidOf(second.public_key));
  });

  it('lets one of many concurrent new keys win', async () => {
    const identity = await enrolledCluster(tenant);
    const pairs = await Promise.all(Array.from({ length: 8 }, newKey));
    const documents = await Promise.all(pairs.map((pair) => rotation(identity, pair)));
    const answers = await Promise.all(documents.map(send));
    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect(await keyInUse(identity)).toBe(winner?.body.key_id);
    const keys = await Promise.all(
      [identity.pair, ...pairs].map(({ public_key }) =>
        enrollmentRows.findKey(tenant.owner, identity.cluster_id, keyidOf(public_key)),
      ),
    );
    expect(keys.filter((key) => key?.retired_at_ms === null)).toHaveLength(1);
  });

  it('is refused in the same words for a foreign tenant, an unknown cluster, a stranger’s key and a missing signature', async () => {
    const identity = await enrolledCluster(tenant);
    const foreign = await enrolledCluster(await makeTenant());
    const [pair, stranger] = [await newKey(), await newKey()];
    const good = await rotation(identity, pair);
    const broken = good.signatures.map((one, at) => (at === 0 ? { ...one, sig: good.signatures[1]?.sig ?? '' } : one));
    const attempts = [
      await rotation(identity, pair, { tenant_id: foreign.tenant_id }),
      await rotation(identity, pair, { cluster_id: foreign.cluster_id }),
      await rotation(identity, pair, { cluster_id: `cl_${ulid()}` }),
      await rotation(identity, pair, { from: signerOf(stranger) }),
      await rotation(identity, pair, { from: { ...signerOf(stranger), kid: identity.key_id } }),
      { ...good, signatures: broken },
    ];
    const answers = await Promise.all(attempts.map(send));
    for (const { body, status } of answers) expect([status, body.error?.code]).toEqual([403, 'rotation_refused']);
    expect(new Set(answers.map(({ body }) => body.error?.message)).size).toBe(1);
    const [old_only] = good.signatures;
    const half = await send({ ...good, signatures: old_only === undefined ? [] : [old_only] });
    expect(half.body.error?.code).toBe('document_invalid');
    expect(await keyInUse(identity)).toBe(identity.key_id);
    expect(await rotations(identity)).toEqual([]);
  });

  it('is refused out of its time, and for a cluster that was revoked or removed', async () => {
    const identity = await enrolledCluster(tenant);
    const old = await rotation(identity, await newKey(), { issued_at: Math.floor(Date.now() / 1_000) - 301 });
    expect((await send(old)).body.error?.code).toBe('clock_skew');
    const document = await rotation(identity, await newKey());
    await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
    expect((await send(document)).body.error?.code).toBe('cluster_refused');
    await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'removed' });
    expect((await send(document)).body.error?.code).toBe('rotation_refused');
  });

  it('leaves a cluster that waits for confirmation waiting', async () => {
    const identity = await enrolledCluster(tenant, { confirm: false });
    const pair = await newKey();
    expect((await send(await rotation(identity, pair))).status).toBe(200);
    const connector = await TestConnector.connect({ ...identity, pair });
    connector.hello();
    expect((await connector.next('refused')).body.code).toBe('cluster_not_confirmed');
    connector.close();
  });
});
