import { waitFor } from '@modekeeper/cluster';
import type { Connector } from './connector.ts';
import type { Scene } from './scene.ts';

/** A verified plan that waits for a decision. */
export type WaitingPlan = { readonly id: string; readonly effect_digest: string; readonly target: { name: string; uid: string } };

type Row = { id: string; state: string; effect_digest: string | null; target: { name: string; uid: string } };

async function verified({ seeded }: Scene, cluster_id: string): Promise<WaitingPlan[]> {
  const { items } = await seeded.approver.get<{ items: Row[] }>(`/v1/plans?cluster_id=${cluster_id}&state=verified&limit=100`);
  return items.flatMap(({ effect_digest, id, target }) => (effect_digest === null ? [] : [{ id, effect_digest, target }]));
}

/** Waits until every one of these targets of a connector has a verified plan. @throws `timeout` naming how many are missing */
export async function untilVerified(scene: Scene, connector: Connector, targets: readonly string[]): Promise<WaitingPlan[]> {
  let found: WaitingPlan[] = [];
  await waitFor(
    async () => {
      found = (await verified(scene, connector.cluster_id)).filter(({ target }) => targets.includes(target.name));
      if (found.length < targets.length) throw new Error(`${found.length} of ${targets.length} targets have one`);
      return true;
    },
    { what: `verified plans of ${connector.name}`, timeout_ms: 120_000, poll_ms: 500 },
  );
  return found;
}

/** A person's yes; the request is sent before this returns its promise. */
export function approve({ seeded }: Scene, plan: WaitingPlan): Promise<unknown> {
  return seeded.approver.post(`/v1/plans/${plan.id}/approve`, { effect_digest: plan.effect_digest });
}
