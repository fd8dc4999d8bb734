// What people and the control plane do: approve most plans, some late; cancel, and deliver twice, at any moment.
import type { DownBody, DownFrameType } from '@modekeeper/contracts';
import type { KnownPlan } from './plane.ts';
import type { World } from './pod.ts';

const MINUTE_MS = 60_000;

/** @param over nothing is approved any more once the trouble is over */
export function actAsControlPlane({ chance, clock, installed, oracle, plane }: World, over: { readonly trouble: boolean }): void {
  const issued = installed.trust.documents('uid-of-cluster');
  plane.newborn = () => {
    void (async () => {
      const documents = await issued;
      for (const kind of ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] as const)
        plane.send('trust_document', { kind, document: documents[kind] });
    })();
  };
  const close = ({ plan_id, revision }: KnownPlan, terminal: 'cancelled' | 'rejected') =>
    plane.send('plan_close', {
      plan_id,
      terminal,
      reason: terminal === 'cancelled' ? 'cancelled_by_person' : null,
      revision: revision + 1,
    });
  plane.verified = (plan) => {
    void (async () => {
      await clock.sleep(chance.between(100, chance.happens(0.3) ? 5 * MINUTE_MS : 10_000));
      if (over.trouble || plan.state !== 'verified') return;
      if (chance.happens(0.1)) {
        const terminal = chance.pick(['cancelled', 'rejected'] as const);
        plan.state = terminal;
        return close(plan, terminal);
      }
      const now_s = Math.floor(clock.now_ms() / 1000);
      const part = { issued_at: now_s, expires_at: now_s + 3600 };
      const { plan_digest, plan_id, effect_digest } = plan;
      const approvals = [await installed.trust.approve(plan_digest, effect_digest, part)];
      const dispatch = () =>
        plane.send('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: plan.revision });
      Object.assign(plan, { state: 'dispatched', dispatched: true, revision: plan.revision + 2 });
      dispatch();
      if (chance.happens(0.15)) void clock.sleep(chance.between(0, 60_000)).then(() => close(plan, 'cancelled'));
      if (chance.happens(0.2)) void clock.sleep(chance.between(0, 90_000)).then(dispatch);
    })();
  };
  plane.delivered = (by, type, body) => {
    for (const { payload } of killsIn(type, body)) {
      const { active } = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as { active: boolean };
      oracle.toldByCloud(by, active);
    }
  };
}

function killsIn(type: DownFrameType, body: unknown): readonly { payload: string }[] {
  if (type === 'welcome') return (body as DownBody<'welcome'>).kill.set;
  return type === 'kill_set' ? [(body as DownBody<'kill_set'>).envelope] : [];
}
