import type { Bench } from './bench.ts';
import { approve, type WaitingPlan } from './bench-plans.ts';
import type { Connector } from './connector.ts';
import type { ConnectorLog, LogLine } from './connector-log.ts';

const TIMEOUT_MS = 60_000;

/** Moves the kill switch of one workload by the API. */
export function setKill({ scene }: Bench, connector: Connector, target: string, active: boolean): Promise<unknown> {
  const scope_id = `${connector.cluster_id}/${connector.target_namespace}/${target}`;
  return scene.seeded.owner.post('/v1/kill-switches', { scope_type: 'workload', scope_id, active, reason: 'benchmark' });
}

const isObeyed = ({ msg, fields }: LogLine) => msg === 'kill switch of the control plane changed' && Number(fields.active) > 0;

/**
 * One kill: the switch is thrown, and in the same moment a waiting plan of that workload is approved, so that something is there to be
 * refused. Taken until the connector has ended the plan as `blocked` by the switch: its way through the API and down to the cluster is
 * in it. Not counted when the plan was quicker than the switch.
 */
export async function killRun(bench: Bench, connector: Connector, log: ConnectorLog, plan: WaitingPlan): Promise<void> {
  const { leaveOut, samples } = bench;
  const sent_ms = Date.now();
  const killing = setKill(bench, connector, plan.target.name, true);
  const approving = approve(bench.scene, plan);
  await Promise.all([killing, approving]);
  const ended = await log.until(
    'plan ended',
    ({ msg, fields }) => msg === 'plan ended' && fields.plan_id === plan.id,
    TIMEOUT_MS,
  );
  if (ended.fields.reason !== 'kill_switch_active') return leaveOut(`kill run ended ${ended.fields.to} (${ended.fields.reason})`);
  samples.add('kill_to_refusal', ended.at_ms - sent_ms);
  const obeyed = log.lines().find((line) => line.at_ms >= sent_ms && isObeyed(line));
  if (obeyed !== undefined) samples.add('kill_to_obeyed', obeyed.at_ms - sent_ms);
}
