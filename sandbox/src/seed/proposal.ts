import { waitFor } from '@modekeeper/cluster';
import type { ApiClient } from '../api/client.ts';

/** What the list of plans shows of one plan. */
export type PlanRow = {
  id: string;
  state: string;
  reason: string | null;
  effect_digest: string | null;
  changes: { knob: string; from: number | null; to: number | null; chord: string; reason: string }[];
};

const WAITING = 'proposed,verifying,verified';

/** The newest plan of a cluster that nobody has decided on yet. */
export async function openProposal(client: ApiClient, cluster_id: string): Promise<PlanRow | undefined> {
  const { items } = await client.get<{ items: PlanRow[] }>(`/v1/plans?cluster_id=${cluster_id}&state=${WAITING}`);
  return items[0];
}

/** Waits for the demo's proposal to be verified; a plan that was already decided on at an earlier start serves as well. */
export async function waitForProposal(client: ApiClient, cluster_id: string, say: (detail: string) => void): Promise<void> {
  let told = '';
  await waitFor(
    async () => {
      const { items } = await client.get<{ items: PlanRow[] }>(`/v1/plans?cluster_id=${cluster_id}`);
      const plan = items[0];
      if (plan === undefined) return false;
      const now = `${plan.id} ${plan.state}${plan.reason === null ? '' : ` (${plan.reason})`}`;
      if (now !== told) say(now);
      told = now;
      return !['proposed', 'verifying'].includes(plan.state);
    },
    { what: 'the first proposal', timeout_ms: 180_000, poll_ms: 1_000 },
  );
}
