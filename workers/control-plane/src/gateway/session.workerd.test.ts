import { generateKeyPair } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { boot, enrolledCluster, enrollWith, ORIGIN, TestConnector, ulid } from '../../test/connector.workerd.ts';
import { later, makeTenant } from '../../test/tenant.workerd.ts';
import { createEnrollmentToken } from '../clusters/create-token.ts';
import { randomBytes } from '../platform/random.ts';
import { gatewayOf } from './client.ts';

const finding = {
  kind: 'notice' as const,
  code: 'not_enough_samples' as const,
  target: null,
  detail: 'x',
  changes: [],
  signals: [],
  at_ms: 1,
};

describe('a session of a connector', () => {
  it('is welcomed after enrolment with its streams and cursors, and gets a Date to compare clocks', async () => {
    const identity = await enrolledCluster(await makeTenant());
    const { connector, welcome } = await TestConnector.welcomed(identity);
    expect(welcome.cursors).toEqual({ up: 0, down: 0 });
    expect(welcome.streams.up).toBe(connector.boot.stream);
    expect(welcome.kill).toEqual({ epoch: 0, set: [] });
    expect(welcome.reconnect_spread_ms).toBeGreaterThan(0);
    expect(Math.abs(Date.parse(connector.date ?? '') - Date.now())).toBeLessThan(5_000);
    connector.close();
  });

  it('refuses with 4401 a used nonce, a clock 301 s away, another audience, a foreign key, a foreign tenant and a header that is none', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const other = await enrolledCluster(await makeTenant());
    const nonce = ulid();
    const first = await TestConnector.connect(identity, boot(), { claims: { nonce } });
    const refusals = {
      nonce_used: await TestConnector.connect(identity, boot(), { claims: { nonce } }),
      clock_skew: await TestConnector.connect(identity, boot(), { claims: { ts_ms: Date.now() - 301_000 } }),
      signature_invalid: await TestConnector.connect(identity, boot(), { pair: other.pair }),
      connect_header_invalid: await TestConnector.connect(identity, boot(), { tenant: other.tenant_id }),
    };
    for (const [reason, connector] of Object.entries(refusals)) expect(await connector.closed).toEqual({ code: 4401, reason });
    for (const header of ['', 'Bearer x', 'ModeKeeper a.b', 'ModeKeeper ..']) {
      expect((await (await TestConnector.connect(identity, boot(), { header })).closed).code).toBe(4401);
    }
    expect((await (await TestConnector.connect(identity, boot(), { claims: { aud: 'elsewhere.test' } })).closed).code).toBe(4401);
    first.close();
  });

  it('keeps a cluster that is not confirmed to heartbeats, and welcomes it when it is', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant, { confirm: false });
    const connector = await TestConnector.connect(identity);
    connector.hello();
    expect((await connector.next('refused')).body).toMatchObject({ code: 'cluster_not_confirmed', close_code: null });
    connector.send('finding', finding);
    expect((await connector.next('refused')).body.code).toBe('not_welcomed');
    const gateway = gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id);
    expect((await gateway.presence()).state).toBe('awaiting_confirmation');
    connector.boot.seq = 0;
    await gateway.setStatus('active');
    await connector.next('welcome');
    connector.send('finding', finding);
    expect((await connector.acked(1)).seq).toBe(1);
    expect((await gateway.presence()).state).toBe('connected');
    connector.close();
  });

  it('closes the socket of a revoked cluster with 4403, and every later one', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const gateway = gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id);
    await gateway.revoke();
    expect((await connector.closed).code).toBe(4403);
    expect((await (await TestConnector.connect(identity)).closed).code).toBe(4403);
    expect(await gateway.presence()).toMatchObject({ state: 'refused', cause: 'cluster_revoked' });
  });

  it('refuses the old key after the cluster enrolled again, and cuts its session', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const { token } = await createEnrollmentToken(later(tenant.owner), { id: identity.cluster_id });
    const pair = await generateKeyPair(randomBytes);
    expect((await enrollWith(token, pair)).status).toBe(200);
    expect((await connector.closed).code).toBe(4401);
    expect(await (await TestConnector.connect(identity)).closed).toEqual({ code: 4401, reason: 'signature_invalid' });
    (await TestConnector.welcomed({ ...identity, pair })).connector.close();
  });

  it('closes with 4426 when no protocol version is shared', async () => {
    const connector = await TestConnector.connect(await enrolledCluster(await makeTenant()));
    connector.hello({ protocol: { min: 2, max: 3 } });
    expect(await connector.closed).toEqual({ code: 4426, reason: 'protocol_too_old' });
  });

  it('stores nothing for a name that a stranger made up', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const made_up = { ...identity, cluster_id: `cl_${ulid()}` };
    expect((await (await TestConnector.connect(made_up)).closed).code).toBe(4401);
    expect(await gatewayOf(tenant.owner, identity.tenant_id, made_up.cluster_id).view()).toBeNull();
  });

  it('answers plain HTTP on the socket address with upgrade_required', async () => {
    const { exports } = await import('cloudflare:workers');
    const answer = await exports.default.fetch(`${ORIGIN}/v1/connect?tenant=org_x`);
    expect(answer.status).toBe(426);
    expect(await answer.json()).toMatchObject({ error: { code: 'upgrade_required' } });
  });
});
