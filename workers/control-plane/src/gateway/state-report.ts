import { OPEN_PLAN_STATES } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { type GatewayCore, newUlid, now } from './core.ts';
import { pump } from './send.ts';
import { enqueue } from './store/outbox.ts';
import { clearState, readState } from './store/state.ts';
import { verbCtx } from './verb-ctx.ts';

/** Sends the report that somebody asked for, once; called whenever the database answers. */
export async function sendWantedReport(core: GatewayCore): Promise<void> {
  if (readState(core.sql, 'report_wanted') !== true) return;
  await queueStateReport(core);
  clearState(core.sql, 'report_wanted');
}

/** Queues the open plans as the database has them, for a connector whose stream is new here or whose digest differs. */
async function queueStateReport(core: GatewayCore): Promise<void> {
  const ctx = verbCtx(core, 'gateway');
  const plans = await planRows.inStates(ctx, ctx.cluster_id, OPEN_PLAN_STATES);
  enqueue(core.storage, { row_id: `report:${newUlid()}`, type: 'state_report', body: JSON.stringify({ plans }) }, now());
  pump(core);
}
