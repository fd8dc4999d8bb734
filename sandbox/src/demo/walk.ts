import { waitFor } from '@modekeeper/cluster';
import { ModeKeeperError, type Receipt, TERMINAL_PLAN_STATES } from '@modekeeper/contracts';
import type { ApiClient } from '../api/client.ts';
import { openProposal } from '../seed/proposal.ts';
import { watchCluster } from './follow.ts';
import { describePlan, document, drawBuckets, type PlanDetail } from './render.ts';
import type { Running } from './running.ts';

export type Terminal = {
  say(line: string): void /** Asks a question; true only for a plain yes. */;
  ask(
    question: string,
  ): Promise<boolean> /** Ctrl-C: nothing is waited for any longer, and what was switched on is switched off. */;
  signal: AbortSignal;
};

/** States that the walk waits for: an end, or a question to a person. */
const SETTLED: ReadonlySet<string> = new Set([...TERMINAL_PLAN_STATES, 'needs_person']);

/** Signal, plan, proof, approval, change, receipt; then the kill switch, and the refusal that it causes. */
export async function walk(running: Running, terminal: Terminal, burst: () => Promise<void>): Promise<void> {
  const { approver, cluster_id, organization_id, url } = running;
  const { ask, say, signal } = terminal;
  say('1. What the connector sees (10 s buckets of the demo trainer)');
  const watching = await watchCluster(approver, url, organization_id, cluster_id);
  try {
    await waitFor(async () => watching.buckets().length > 0, {
      what: 'the first bucket',
      timeout_ms: 60_000,
      poll_ms: 500,
      signal,
    });
    const before = watching.buckets();
    drawBuckets(before.slice(-6)).forEach(say);
    const plan = await waitingPlan(approver, cluster_id, signal);
    say('\n2. What it proposes, and the proof');
    describePlan(plan).forEach(say);
    if (!(await ask('\nApprove this plan? It restarts the trainer once.'))) {
      say('Not approved; nothing was changed. The plan waits until it expires.');
      return;
    }
    await approve(running, approver, plan);
    say('\n3. Applied in the cluster');
    showReceipt(await followPlan(approver, plan.id, terminal), say);
    say('\n4. Step time before and after (half a minute, until three buckets are full)');
    await waitFor(async () => watching.buckets().length >= before.length + 3, {
      what: 'buckets after the change',
      timeout_ms: 90_000,
      poll_ms: 500,
      signal,
    });
    drawBuckets(watching.buckets().slice(-8)).forEach(say);
  } finally {
    watching.close();
  }
  await refusal(running, terminal, burst);
}

/** The verified plan that waits for a decision; with `wanted`, waits until there is such a one. @throws `not_ready` when none waits */
async function waitingPlan(
  client: ApiClient,
  cluster_id: string,
  signal: AbortSignal,
  wanted?: (id: string) => boolean,
): Promise<PlanDetail> {
  const find = async () => {
    const row = await openProposal(client, cluster_id);
    return row !== undefined && (wanted?.(row.id) ?? true) ? row.id : undefined;
  };
  if (wanted === undefined && (await find()) === undefined) {
    throw new ModeKeeperError({
      code: 'not_ready',
      message: 'No plan waits for a decision: the demo trainer is calm.',
      hint: 'Make it burst again with npm run demo:burst, wait a minute, then npm run demo.',
    });
  }
  let plan: PlanDetail | undefined;
  await waitFor(
    async () => {
      const id = await find();
      plan = id === undefined ? undefined : await client.get<PlanDetail>(`/v1/plans/${id}`);
      return plan?.state === 'verified';
    },
    { what: 'a verified plan', timeout_ms: 300_000, poll_ms: 500, signal },
  );
  return plan as PlanDetail;
}

/** Says each transition once; answers the plan in its terminal state. */
async function followPlan(client: ApiClient, id: string, { say, signal }: Pick<Terminal, 'say' | 'signal'>): Promise<PlanDetail> {
  let shown = 0;
  let plan = await client.get<PlanDetail>(`/v1/plans/${id}`);
  await waitFor(
    async () => {
      plan = await client.get<PlanDetail>(`/v1/plans/${id}`);
      for (const event of plan.events.slice(shown))
        say(`  ${event.at}  ${event.from ?? ''} -> ${event.to}${event.reason === null ? '' : `  (${event.reason})`}`);
      shown = plan.events.length;
      return SETTLED.has(plan.state);
    },
    { what: 'the plan to end', timeout_ms: 300_000, poll_ms: 500, signal },
  );
  return plan;
}

function showReceipt(plan: PlanDetail, say: (line: string) => void): void {
  const receipt = document<Receipt>(plan, 'receipt');
  if (receipt === undefined) {
    say(`  ${plan.state}: no receipt yet.`);
    return;
  }
  const { acknowledged, rollout, telemetry, values, verdict } = receipt.verify_after;
  say(`  Receipt, signed by the connector: ${receipt.terminal}${receipt.reason === null ? '' : ` (${receipt.reason})`}`);
  say(
    `  values ${values.verdict}, rollout ${rollout.verdict}, acknowledged ${acknowledged.verdict}, work rate ${telemetry.verdict}; verdict ${verdict}`,
  );
}

/** The next burst is proposed, stopped by the kill switch, approved, and refused in the cluster; the kill switch never stays on. */
export async function refusal(
  running: Running,
  terminal: Pick<Terminal, 'say' | 'signal'>,
  burst: () => Promise<void>,
): Promise<void> {
  const { say, signal } = terminal;
  const { approver, cluster_id, organization_id, owner } = running;
  say('\n5. The next burst, and the kill switch');
  const seen = new Set((await plansOf(owner, cluster_id)).map(({ id }) => id));
  await burst();
  say('  The trainer is installed again and bursts; its plan is due within two minutes.');
  const next = await waitingPlan(owner, cluster_id, signal, (id) => !seen.has(id));
  say(`  ${next.id} is verified. Now the owner stops everything in the organization.`);
  const scope = { scope_type: 'organization', scope_id: organization_id };
  await owner.post('/v1/kill-switches', { ...scope, active: true, reason: 'demo: stop everything' });
  try {
    say("  The plan is approved all the same: the refusal is the cluster's, not a button that is greyed out.");
    await approve(running, approver, next);
    const refused = await followPlan(owner, next.id, terminal);
    say(`  Refused in the cluster: ${refused.state}, ${refused.reason ?? 'no reason given'}. Nothing was written.`);
  } finally {
    await owner.post('/v1/step-up', { method: 'password', password: running.secrets.logins.owner.password });
    await owner.post('/v1/kill-switches', { ...scope, active: false, reason: 'demo: over' });
    say('  The kill switch is off again. What it stopped stays stopped; while the burst goes on, a new plan comes.');
  }
}

async function approve(running: Running, approver: ApiClient, plan: PlanDetail): Promise<void> {
  await approver.post('/v1/step-up', { method: 'password', password: running.secrets.logins.approver.password });
  await approver.post(`/v1/plans/${plan.id}/approve`, { effect_digest: plan.effect_digest });
}

async function plansOf(client: ApiClient, cluster_id: string): Promise<{ id: string }[]> {
  return (await client.get<{ items: { id: string }[] }>(`/v1/plans?cluster_id=${cluster_id}`)).items;
}
