import { describe, expect, it } from 'vitest';
import { reportVerified, sealedPlan } from '../../test/documents.workerd.ts';
import { approve, connected, event, reaches, verified } from '../../test/scene.workerd.ts';
import { later } from '../../test/tenant.workerd.ts';
import { type Watcher, watch } from '../../test/watcher.workerd.ts';
import { endCluster } from '../clusters/end.ts';
import { setKillSwitch } from '../kill/set.ts';
import { cancelPlan } from './cancel.ts';
import { rejectPlan } from './reject.ts';
import { resolvePlan } from './resolve.ts';

const news = ({ events }: Watcher, type: string) =>
  events.filter((one) => one.type === type).map(({ body, seq }) => ({ ...body, numbered: seq !== null }));
const told = (page: Watcher, type: string, body: Record<string, unknown>) =>
  expect.poll(() => news(page, type)).toContainEqual(expect.objectContaining({ ...body, numbered: true }));

describe('an open page is told at once, numbered', () => {
  it('of an approval, and that the plan was dispatched', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const page = await watch(tenant, identity, tenant.owner);
    await approve(approver, sealed);
    await told(page, 'plan', { plan_id: sealed.plan_id, state: 'approved', revision: 3 });
    await told(page, 'plan', { plan_id: sealed.plan_id, state: 'dispatched', revision: 4 });
    page.ws.close();
    connector.close();
  });

  it('of a rejection, a cancellation, and the wish to cancel a plan that is under way', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const page = await watch(tenant, identity, tenant.owner);
    await rejectPlan(later(approver), { id: sealed.plan_id, reason: 'not now' });
    await told(page, 'plan', { plan_id: sealed.plan_id, state: 'rejected', reason: 'rejected_by_person' });
    const [second, third] = [await sealedPlan(tenant, identity), await sealedPlan(tenant, identity)];
    for (const plan of [second, third]) {
      await reportVerified(connector, plan);
      await reaches(tenant, plan.plan_id, 'verified');
    }
    await cancelPlan(later(approver), { id: second.plan_id, reason: 'changed my mind' });
    await told(page, 'plan', { plan_id: second.plan_id, state: 'cancelled' });
    await approve(approver, third);
    await connector.next('plan_dispatch');
    const before = news(page, 'plan').length;
    await cancelPlan(later(approver), { id: third.plan_id, reason: 'stop' });
    await expect.poll(() => news(page, 'plan').slice(before)).toMatchObject([{ plan_id: third.plan_id, state: 'dispatched' }]);
    page.ws.close();
    connector.close();
  });

  it('of a resolution, and of what became of the plans of a revoked cluster', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const { plan_id } = sealed;
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    event(connector, plan_id, 5, 'dispatched', 'unknown', 'api_timeout');
    event(connector, plan_id, 6, 'unknown', 'needs_person', 'read_back_failed');
    await reaches(tenant, plan_id, 'needs_person');
    const page = await watch(tenant, identity, tenant.owner);
    await resolvePlan(later(approver), { id: plan_id, terminal: 'halted_partial', note: 'looked at it by hand' });
    // The word of the person is there; the end itself is the connector's to report.
    await told(page, 'plan', { plan_id, state: 'needs_person' });
    const open = await sealedPlan(tenant, identity);
    await reportVerified(connector, open);
    await reaches(tenant, open.plan_id, 'verified');
    await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
    await told(page, 'plan', { plan_id: open.plan_id, state: 'cancelled', reason: 'cluster_revoked' });
    // No connector any more: the same word ends the plan here.
    await resolvePlan(later(approver), { id: plan_id, terminal: 'halted_partial', note: 'looked at it by hand' });
    await told(page, 'plan', { plan_id, state: 'halted_partial', reason: 'resolved_by_person' });
    page.ws.close();
  });

  it('of a stop and of its lift, when the database already has them', async () => {
    const { connector, identity, tenant } = await connected();
    connector.close();
    const page = await watch(tenant, identity, tenant.owner);
    const scope = { type: 'cluster', id: identity.cluster_id };
    const set = (active: boolean, reason: string) =>
      setKillSwitch(later(tenant.owner), { scope_type: 'cluster', scope_id: identity.cluster_id, active, reason });
    await set(true, 'loss is diverging');
    // From the object before anything is written, and again for those whose list was read too early.
    const on = expect.objectContaining({ active: true, scope, reason: 'loss is diverging', numbered: true });
    await expect.poll(() => news(page, 'kill')).toEqual([on, on]);
    await set(false, 'fixed');
    await told(page, 'kill', { active: false, scope, reason: 'fixed' });
    page.ws.close();
  });
});
