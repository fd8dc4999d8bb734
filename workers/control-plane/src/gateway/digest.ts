import { OPEN_PLAN_STATES, type StateDigestBody, stateDigest } from '@modekeeper/contracts';
import { isUnavailable, planRows } from '@modekeeper/db';
import type { GatewayCore } from './core.ts';
import { drain } from './drain.ts';
import type { ConnectorSocket } from './sockets.ts';
import { sendWantedReport } from './state-report.ts';
import { inboxDepth, readCursor } from './store/inbox.ts';
import { readPosition } from './store/outbox.ts';
import { count, writeState } from './store/state.ts';
import { verbCtx } from './verb-ctx.ts';

/**
 * Compares what both sides think is open, only when nothing is on its way in either direction: else the digests differ for no reason.
 * A difference is counted and answered by a `state_report`.
 */
export async function compareDigest(core: GatewayCore, state: ConnectorSocket, body: StateDigestBody): Promise<void> {
  try {
    if (!(await drain(core)) || !isQuiet(core, state, body)) return;
    const ctx = verbCtx(core, 'gateway');
    const ours = stateDigest(await planRows.inStates(ctx, ctx.cluster_id, OPEN_PLAN_STATES));
    if (ours === body.digest || !isQuiet(core, state, body)) return;
    count(core.sql, 'digest_mismatches');
    writeState(core.sql, 'report_wanted', true);
    await sendWantedReport(core);
  } catch (error) {
    // The next digest comes in 5 min; a database that is away is no divergence.
    if (!isUnavailable(error)) throw error;
  }
}

function isQuiet(core: GatewayCore, state: ConnectorSocket, body: StateDigestBody): boolean {
  const up = state.stream === null ? -1 : readCursor(core.sql, state.stream).seq;
  const { acked, assigned } = readPosition(core.sql);
  return body.sent_seq === up && body.received_seq === assigned && acked === assigned && inboxDepth(core.sql).waiting === 0;
}
