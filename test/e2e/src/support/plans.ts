import { waitFor } from '@modekeeper/cluster';
import { isTerminalPlanState, type PlanState, type Receipt } from '@modekeeper/contracts';
import { type ApiClient, document, type PlanDetail, type Seeded } from '@modekeeper/sandbox';
import type { Stack } from './stack.ts';

type Row = { id: string; state: string };

export const showPlan = (client: ApiClient, id: string) => client.get<PlanDetail>(`/v1/plans/${id}`);

/** Plans of a cluster, newest first. */
export async function plansOf(client: ApiClient, cluster_id: string): Promise<Row[]> {
  return (await client.get<{ items: Row[] }>(`/v1/plans?cluster_id=${cluster_id}`)).items;
}

/** Waits for a plan that is none of `seen`, in one of these states. */
export async function nextPlan(
  { owner }: Seeded,
  cluster_id: string,
  state: PlanState,
  seen: readonly string[] = [],
): Promise<PlanDetail> {
  let found: string | undefined;
  await waitFor(
    async () => {
      found = (await plansOf(owner, cluster_id)).find((row) => row.state === state && !seen.includes(row.id))?.id;
      return found !== undefined;
    },
    { what: `a plan in ${state}`, timeout_ms: 150_000, poll_ms: 250 },
  );
  return showPlan(owner, found ?? '');
}

/** The invited approver proves themselves again and approves the effect that they looked at. */
export async function approve({ platform }: Stack, { approver }: Seeded, plan: PlanDetail): Promise<PlanDetail> {
  await approver.post('/v1/step-up', { method: 'password', password: platform.secrets.logins.approver.password });
  return approver.post<PlanDetail>(`/v1/plans/${plan.id}/approve`, { effect_digest: plan.effect_digest });
}

/** Waits for a state; a plan that ended otherwise is an error at once. */
export async function untilState(
  client: ApiClient,
  id: string,
  states: readonly PlanState[],
  timeout_ms = 150_000,
): Promise<PlanDetail> {
  let plan = await showPlan(client, id);
  await waitFor(
    async () => {
      plan = await showPlan(client, id);
      return states.includes(plan.state as PlanState) || isTerminalPlanState(plan.state as PlanState);
    },
    { what: `plan ${id} in ${states.join(' or ')}`, timeout_ms, poll_ms: 100 },
  );
  if (states.includes(plan.state as PlanState)) return plan;
  throw new Error(`Plan ${id} ended ${plan.state} (${plan.reason}), not ${states.join(' or ')}.`);
}

/** The plan in its last state, with the receipt that every dispatched plan has. */
export async function ended(
  client: ApiClient,
  id: string,
  timeout_ms = 180_000,
): Promise<{ plan: PlanDetail; receipt: Receipt | undefined }> {
  let plan = await showPlan(client, id);
  const wasDispatched = () => plan.events.some(({ to }) => to === 'dispatched');
  await waitFor(
    async () => {
      plan = await showPlan(client, id);
      const settled = plan.state === 'needs_person' || isTerminalPlanState(plan.state as PlanState);
      return settled && (plan.state === 'needs_person' || !wasDispatched() || document<Receipt>(plan, 'receipt') !== undefined);
    },
    { what: `the end of plan ${id}`, timeout_ms, poll_ms: 250 },
  );
  return { plan, receipt: document<Receipt>(plan, 'receipt') };
}

/** The states that a plan went through, as the control plane tells them. */
export const wayOf = (plan: PlanDetail) => plan.events.map(({ to }) => to);

/**
 * Gates that a plan shows as closed. A connector proves plans before its first session, and the licence comes with that session: so
 * `license_missing` may stand in the first report. That the gate holds is shown by the end of the plan, not here.
 */
export const closedGates = ({ gates }: PlanDetail) =>
  gates.flatMap(({ gate, ok, reason }) => (ok || reason === 'license_missing' ? [] : [`${gate}: ${reason}`]));
