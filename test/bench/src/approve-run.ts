import { waitFor } from '@modekeeper/cluster';
import type { PlanDetail } from '@modekeeper/sandbox';
import type { Bench } from './bench.ts';
import { approve, type WaitingPlan } from './bench-plans.ts';
import type { ConnectorLog } from './connector-log.ts';

const TIMEOUT_MS = 120_000;
/** A trainer is installed with generation 1; the plan's one patch makes 2. */
const PATCHED_GENERATION = 2;

/** One approval, followed until the signed receipt stands in the control plane. Only a plan that ends `confirmed` is counted. */
export async function approveRun(bench: Bench, log: ConnectorLog, plan: WaitingPlan): Promise<void> {
  const { leaveOut, rollouts, samples } = bench;
  const line = (msg: string, to?: string) =>
    log.until(
      `${msg} ${to ?? ''}`.trim(),
      ({ fields, msg: said }) => said === msg && fields.plan_id === plan.id && (to === undefined || fields.to === to),
      TIMEOUT_MS,
    );
  const sent_ms = Date.now();
  await approve(bench.scene, plan);
  const answered_ms = Date.now();
  // The control plane's move, logged when the journal that holds it is stored.
  const dispatched = await line('plan moved', 'dispatched');
  const ended = await line('plan ended');
  if (ended.fields.to !== 'confirmed') return leaveOut(`approve run ended ${ended.fields.to} (${ended.fields.reason})`);
  const receipt_ms = Math.max(ended.at_ms, await receiptRecordedMs(bench, plan.id));
  const rollout = rollouts.of(plan.target.uid, PATCHED_GENERATION);
  if (rollout?.complete_ms == null) return leaveOut('no rollout was seen for an approve run');
  const rollout_ms = rollout.complete_ms - rollout.since_ms;
  samples.add('approve_answer', answered_ms - sent_ms);
  samples.add('approve_to_connector', dispatched.at_ms - sent_ms);
  samples.add('approve_to_patch', rollout.since_ms - sent_ms);
  samples.add('rollout_wait', rollout_ms);
  samples.add('approve_to_receipt', receipt_ms - sent_ms);
  samples.add('approve_to_receipt_less_rollout', receipt_ms - sent_ms - rollout_ms);
}

type Detail = Pick<PlanDetail, 'state'> & { documents: { kind: string; recorded_at: string }[] };

async function receiptRecordedMs({ scene }: Bench, plan_id: string): Promise<number> {
  let recorded: string | undefined;
  await waitFor(
    async () => {
      const { documents } = await scene.seeded.owner.get<Detail>(`/v1/plans/${plan_id}`);
      recorded = documents.find(({ kind }) => kind === 'receipt')?.recorded_at;
      return recorded !== undefined;
    },
    { what: `the receipt of ${plan_id}`, timeout_ms: 60_000, poll_ms: 200 },
  );
  return Date.parse(recorded ?? '');
}
