import { isModeKeeperError } from '@modekeeper/contracts';
import { isBusy, isUnavailable } from '@modekeeper/db';
import { emit } from '../live/emit.ts';
import type { LiveChange } from '../plans/recording.ts';
import { plan, unplan } from './alarm.ts';
import { parkedDelay, retryDelay } from './backoff.ts';
import { type GatewayCore, now, unitRandom } from './core.ts';
import { noteExpiry } from './expiry.ts';
import { projectFrame } from './project-frame.ts';
import {
  failInboxRow,
  type InboxRow,
  inboxDepth,
  oldestInboxRow,
  parkInboxRow,
  removeInboxRow,
  unparkInbox,
} from './store/inbox.ts';
import { clearState, count, readState, writeState } from './store/state.ts';
import { verbCtx } from './verb-ctx.ts';

/** A frame that failed this often for a reason that is not the database's absence is put aside, so that the others go on. */
const MAX_ATTEMPTS = 8;

/** Brings the inbox into the database, in order. True when nothing waits any more; what fails is tried again by alarm. */
export async function project(core: GatewayCore): Promise<boolean> {
  const done = await core.projectOnce();
  if (done) unplan(core, 'project');
  return done;
}

/** Alarm job: what was put aside is tried once more, in its old place. */
export async function retryParked(core: GatewayCore): Promise<void> {
  unparkInbox(core.sql);
  await project(core);
}

/** One pass: stops at the first frame that has to wait. Frames are removed only after the database has them. */
export async function projectOnce(core: GatewayCore): Promise<boolean> {
  for (let row = oldestInboxRow(core.sql); row !== undefined; row = oldestInboxRow(core.sql)) {
    try {
      const events = await projectFrame(core, verbCtx(core, 'connector'), row);
      removeInboxRow(core.sql, row.position);
      if (readState(core.sql, 'project_attempts') !== undefined) clearState(core.sql, 'project_attempts');
      for (const event of events) {
        noteExpiry(core, event);
        countChange(core, event);
        emit(core, event, 'numbered');
      }
    } catch (error) {
      if (!settleFailure(core, row, error)) return false;
    }
  }
  return inboxDepth(core.sql).waiting === 0;
}

/** True when the pass may go on with the next frame. */
function settleFailure(core: GatewayCore, row: InboxRow, error: unknown): boolean {
  count(core.sql, 'projection_failures');
  const reason = isModeKeeperError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
  // A database that is away or busy says nothing about the frame, however often it happens.
  const isTransient = isUnavailable(error) || isBusy(error);
  const attempts = isTransient ? transientAttempts(core) : failInboxRow(core.sql, row.position);
  if (!isTransient && attempts >= MAX_ATTEMPTS) {
    parkInboxRow(core.sql, row.position, reason);
    count(core.sql, 'frames_parked');
    plan(core, 'parked', now() + parkedDelay(attempts, MAX_ATTEMPTS), 'sooner');
    console.error(JSON.stringify({ event: 'frame_parked', type: row.type, frame_id: row.frame_id, reason }));
    return true;
  }
  console.warn(JSON.stringify({ event: 'projection_waits', type: row.type, frame_id: row.frame_id, attempts, reason }));
  plan(core, 'project', now() + retryDelay(attempts, unitRandom()));
  return false;
}

function transientAttempts(core: GatewayCore): number {
  const attempts = (readState(core.sql, 'project_attempts') ?? 0) + 1;
  writeState(core.sql, 'project_attempts', attempts);
  return attempts;
}

/** What was refused or did not fit is counted, besides being audited. */
function countChange(core: GatewayCore, change: LiveChange): void {
  if (change.type === 'refused' && change.body.kind !== 'connection') count(core.sql, 'documents_refused');
  if (change.facts?.divergence === true) count(core.sql, 'divergences');
}
