import type { DsseEnvelope } from '@modekeeper/contracts';
import { readUnverified } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { TestConnector } from '../../test/connector.workerd.ts';
import { eventually, reportVerified, sealedPlan } from '../../test/documents.workerd.ts';
import { approve, codeOf, event, reaches, stateOf, verified } from '../../test/scene.workerd.ts';
import { later } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { cancelPlan } from './cancel.ts';
import { rejectPlan } from './reject.ts';
import { resolvePlan } from './resolve.ts';

describe('closing', () => {
  it('a rejection and a cancellation tell the connector, each once', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    await rejectPlan(later(approver), { id: sealed.plan_id, reason: 'not now' });
    expect((await connector.next('plan_close')).body).toEqual({
      plan_id: sealed.plan_id,
      terminal: 'rejected',
      reason: 'rejected_by_person',
      revision: 3,
    });
    expect(await codeOf(cancelPlan(later(approver), { id: sealed.plan_id, reason: 'too late' }))).toBe('plan_state_conflict');
    const other = await sealedPlan(tenant, identity);
    await reportVerified(connector, other);
    await reaches(tenant, other.plan_id, 'verified');
    await cancelPlan(later(approver), { id: other.plan_id, reason: 'changed my mind' });
    expect((await connector.next('plan_close')).body).toMatchObject({ plan_id: other.plan_id, terminal: 'cancelled' });
    connector.close();
  });

  it('cancelling a dispatched plan is a request; the connector alone ends it', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    await cancelPlan(later(approver), { id: sealed.plan_id, reason: 'stop' });
    expect((await connector.next('plan_close')).body.terminal).toBe('cancelled');
    expect(await stateOf(tenant, sealed.plan_id)).toBe('dispatched');
    event(connector, sealed.plan_id, 5, 'dispatched', 'cancelled', 'cancelled_by_person');
    await reaches(tenant, sealed.plan_id, 'cancelled');
    connector.close();
  });

  it('a plan cancelled before it was dispatched is never sent', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    connector.close();
    await eventually(
      () => gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    await approve(approver, sealed);
    await cancelPlan(later(approver), { id: sealed.plan_id, reason: 'no' });
    const again = await TestConnector.welcomed(identity, connector.boot);
    expect((await again.connector.next('plan_close')).body.terminal).toBe('cancelled');
    expect(again.connector.heard.some(({ type }) => type === 'plan_dispatch')).toBe(false);
    expect(await stateOf(tenant, sealed.plan_id)).toBe('cancelled');
    again.connector.close();
  });

  it('a resolution goes down signed and the connector ends the plan', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    event(connector, sealed.plan_id, 5, 'dispatched', 'unknown', 'api_timeout');
    event(connector, sealed.plan_id, 6, 'unknown', 'needs_person', 'read_back_failed');
    await reaches(tenant, sealed.plan_id, 'needs_person');
    await resolvePlan(later(approver), { id: sealed.plan_id, terminal: 'halted_partial', note: 'looked at it by hand' });
    const { body } = await connector.next('plan_resolve');
    expect(readUnverified(body.resolutions[0] as DsseEnvelope, 'resolution').payload).toMatchObject({
      terminal: 'halted_partial',
      plan_digest: sealed.plan_digest,
    });
    event(connector, sealed.plan_id, 7, 'needs_person', 'halted_partial', 'resolved_by_person');
    await reaches(tenant, sealed.plan_id, 'halted_partial');
    connector.close();
  });
});
