import { guardedBatch, isUnavailable, outboxRows } from '@modekeeper/db';
import { emit } from '../live/emit.ts';
import { recordDispatched } from '../plans/record-dispatched.ts';
import { planNews } from '../plans/recording.ts';
import { plan, unplan } from './alarm.ts';
import { retryDelay } from './backoff.ts';
import { type GatewayCore, now, unitRandom } from './core.ts';
import { checkTold, followStatus } from './follow-status.ts';
import { type KillCommand, setKill } from './kill-state.ts';
import { pump } from './send.ts';
import { liveSocket } from './sockets.ts';
import { sendWantedReport } from './state-report.ts';
import { enqueue, knowsRow } from './store/outbox.ts';
import { clearState, readState, writeState } from './store/state.ts';
import { verbCtx } from './verb-ctx.ts';

const PAGE = 50;
/** A full outbox empties when the connector acknowledges; look again after this. */
const FULL_RETRY_MS = 60_000;
/** An order that failed for a reason of its own waits for a deploy rather than for a second. */
const FAILED_RETRY_MS = 15 * 60_000;

/** What the object does by itself, with or without a connector. */
const OWN_KINDS: readonly string[] = ['kill_set', 'cluster_status'];

type Row = outboxRows.OutboxRow;

/** Takes over what the verbs left for this cluster. True when nothing is left to take; a database that is away is tried again by alarm. */
export async function drain(core: GatewayCore): Promise<boolean> {
  try {
    const done = await core.drainOnce();
    await sendWantedReport(core);
    if (readState(core.sql, 'drain_attempts') !== undefined) clearState(core.sql, 'drain_attempts');
    // What was told while this was under way has not been compared with the database: that drain is still to come.
    if (done && readState(core.sql, 'told_unchecked') === undefined) unplan(core, 'drain');
    return done;
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const attempt = (readState(core.sql, 'drain_attempts') ?? 0) + 1;
    writeState(core.sql, 'drain_attempts', attempt);
    plan(core, 'drain', now() + retryDelay(attempt, unitRandom()));
    return false;
  }
}

/**
 * One pass over the undelivered rows, oldest first. While no connector is there everything but stops and the
 * cluster's own state stays in the database:
 * an approved plan that nobody has received can still be cancelled for certain. An order that cannot be carried out stays there too, and holds up
 * none behind it: the next one may be a stop.
 */
export async function drainOnce(core: GatewayCore): Promise<boolean> {
  const ctx = verbCtx(core, 'gateway');
  await checkTold(core, ctx);
  let after = '';
  let took_all = true;
  for (;;) {
    const kinds = liveSocket(core) === undefined ? OWN_KINDS : undefined;
    const rows = await outboxRows.undelivered(ctx, ctx.cluster_id, { limit: PAGE, after, kinds });
    for (const row of rows) {
      const outcome = await takeAlone(core, ctx, row);
      if (outcome === 'full') {
        plan(core, 'drain', now() + FULL_RETRY_MS);
        return false;
      }
      if (outcome === 'failed') took_all = false;
      else await delivered(core, ctx, row);
      after = row.id;
    }
    if (rows.length < PAGE) break;
  }
  if (!took_all) plan(core, 'drain', now() + FAILED_RETRY_MS, 'sooner');
  return took_all;
}

async function delivered(core: GatewayCore, ctx: ReturnType<typeof verbCtx>, row: Row): Promise<void> {
  pump(core);
  await guardedBatch(ctx.database, [], [outboxRows.markDelivered(ctx, row.id, now())]);
}

/** `failed`: a reason of the order's own, logged; a database that is away is thrown, since it says nothing about the order. */
async function takeAlone(core: GatewayCore, ctx: ReturnType<typeof verbCtx>, row: Row): Promise<'taken' | 'full' | 'failed'> {
  try {
    return await take(core, ctx, row);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    const reason = error instanceof Error ? error.name : 'unknown';
    console.error(JSON.stringify({ event: 'order_failed', kind: row.kind, row_id: row.id, reason }));
    return 'failed';
  }
}

/** Idempotent by the row's id: a crash between any two steps makes the next drain repeat them without a second frame. */
async function take(core: GatewayCore, ctx: ReturnType<typeof verbCtx>, row: Row): Promise<'taken' | 'full'> {
  if (knowsRow(core.sql, row.id)) return 'taken';
  if (row.kind === 'kill_set') {
    await setKill(core, row.body as KillCommand);
    return 'taken';
  }
  if (row.kind === 'cluster_status') {
    await followStatus(core, ctx);
    return 'taken';
  }
  let body = row.body;
  if (row.kind === 'plan_dispatch') {
    const dispatched = await recordDispatched(ctx, { plan_id: String(body.plan_id), approved_revision: Number(body.revision) });
    // Cancelled, expired or ended by the connector meanwhile: there is nothing to send any more.
    if (dispatched === null) return 'taken';
    const { revision } = dispatched;
    emit(core, planNews({ id: String(body.plan_id), revision, reason: null }, 'dispatched'), 'numbered');
    body = { ...body, revision };
  }
  const type = row.kind === 'plan_dispatch_again' ? 'plan_dispatch' : row.kind;
  return enqueue(core.storage, { row_id: row.id, type, body: JSON.stringify(body) }, now()) === 'full' ? 'full' : 'taken';
}
