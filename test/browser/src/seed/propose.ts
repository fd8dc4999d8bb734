import type { PlanState } from '@modekeeper/contracts';
import { type Sealed, sealedPlan, verifyReport } from './documents.ts';
import type { FakeConnector } from './fake-connector.ts';

/** Sends one transition; answers the moment of sending. */
export function move(
  connector: FakeConnector,
  plan_id: string,
  step: { revision: number; from: PlanState; to: PlanState; reason?: string },
): number {
  const { from, reason = null, revision, to } = step;
  return connector.send('plan_event', { plan_id, revision, from, to, reason, at_ms: Date.now() });
}

/** A plan that the connector proposes now and proves; it then waits for a person. */
export async function propose(connector: FakeConnector, at_ms = Date.now()): Promise<Sealed> {
  const { identity } = connector;
  const sealed = await sealedPlan(identity, at_ms);
  const { plan_id } = sealed.plan;
  connector.send('plan_proposed', { plan_id, envelope: sealed.envelope });
  move(connector, plan_id, { revision: 1, from: 'proposed', to: 'verifying' });
  connector.send('verify_report', { plan_id, envelope: await verifyReport(identity, sealed) });
  move(connector, plan_id, { revision: 2, from: 'verifying', to: 'verified' });
  await connector.settled();
  return sealed;
}
