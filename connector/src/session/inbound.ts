import { type DownBody, type DsseEnvelope, isUndispatchedPlanState, type OpenPlan, type PlanState } from '@modekeeper/contracts';
import { isOpenState } from '@modekeeper/engine';
import { transition } from '../journal/changes.ts';
import { bareRecord, type PlanRecord } from '../journal/plan-record.ts';

/** Revisions above it are nonsense; one that grew past the safe integers would make the journal unreadable at the next start. */
const MAX_REVISION = 1_000_000;
/** An approval with its signature is about 1 KiB, at most 32 come; what is larger is no approval and is not stored. */
const MAX_APPROVAL_BYTES = 4096;
const MAX_APPROVALS_BYTES = 32 * 1024;
/** Most plans that are kept of those that only the other side knows: whatever it sends, room is left for our own. */
const MAX_UNKNOWN_PLANS = 64;

/** Latest time at which a plan counts when nothing else is known of it: the longest life of a plan, from now. */
const LONGEST_LIFE_S = 24 * 3600;

export interface Clocks {
  readonly now_ms: number;
  /** Sending ends at min(expires_at, claim + 15 min), epoch milliseconds. */
  deadline_ms(expires_at: number): number;
  /** Approvals of a plan were used before: then a journal that knows no claim of it is an older one, restored. */
  was_used?(plan_digest: string): boolean;
}

/**
 * `plan_dispatch`: the connector records `approved` and `dispatched` together (connector.md, "Who sets what"). Null when nothing
 * changes: the plan is under way, or over (the caller repeats the last word about it).
 */
export function onDispatch(record: PlanRecord | undefined, body: DownBody<'plan_dispatch'>, clocks: Clocks): PlanRecord | null {
  if (record === undefined) {
    const unknown = unknownPlan(body.plan_id, body.plan_digest, 'dispatched', body.revision, clocks.now_ms);
    // Nothing will ever be judged by its approvals.
    return {
      ...unknown,
      claim: { effect_digest: body.effect_digest, approvals: [], at_ms: clocks.now_ms, deadline_ms: clocks.now_ms },
    };
  }
  if (record.claim !== null || !isOpenState(record.state)) return null;
  const claim = {
    effect_digest: body.effect_digest,
    approvals: storable(body.approvals),
    at_ms: clocks.now_ms,
    deadline_ms: clocks.deadline_ms(record.expires_at),
  };
  const dispatched: PlanRecord = {
    ...record,
    state: 'dispatched',
    revision: nextRevision(body.revision, record.revision + 2),
    claim,
  };
  if (record.plan_digest !== body.plan_digest) return transition(dispatched, 'blocked', 'plan_digest_mismatch', clocks.now_ms);
  if (clocks.was_used?.(record.plan_digest) === true) return transition(dispatched, 'blocked', 'approval_used', clocks.now_ms);
  return dispatched;
}

function nextRevision(theirs: number, ours: number): number {
  return Math.max(Math.min(theirs, MAX_REVISION), ours);
}

/** Those that the journal has room for, in order; one that is left out allows nothing. */
function storable(approvals: readonly DsseEnvelope[]): DsseEnvelope[] {
  let room = MAX_APPROVALS_BYTES;
  return approvals.filter((envelope) => {
    const bytes = JSON.stringify(envelope).length;
    if (bytes > MAX_APPROVAL_BYTES || bytes > room) return false;
    room -= bytes;
    return true;
  });
}

/** `plan_close`: up to `approved` the control plane's word is the end; later it is a request that the executor may follow. */
export function onClose(record: PlanRecord | undefined, body: DownBody<'plan_close'>): PlanRecord | null {
  if (record === undefined || !isOpenState(record.state)) return null;
  if (isUndispatchedPlanState(record.state)) {
    // The control plane knows: no event goes up.
    return { ...record, state: body.terminal, revision: nextRevision(body.revision, record.revision + 1), last_event: null };
  }
  return body.terminal === 'cancelled' || body.terminal === 'expired'
    ? { ...record, cancel_reason: body.reason ?? 'cancelled_by_person' }
    : null;
}

/**
 * Never applied: a plan that the journal does not hold. Before `applying` it ends `blocked` (`plan_unknown`), later it goes
 * to `unknown` and on to `needs_person` (`journal_lost`).
 */
export function unknownPlan(
  plan_id: string,
  plan_digest: string,
  state: PlanState,
  revision: number,
  now_ms: number,
): PlanRecord {
  const now_s = Math.floor(now_ms / 1000);
  const record = bareRecord({
    plan_id,
    plan_digest,
    target: '',
    created_at: now_s,
    expires_at: now_s + LONGEST_LIFE_S,
    state,
    revision: nextRevision(revision, 0),
  });
  if (state === 'needs_person') return record;
  const late: readonly PlanState[] = ['applying', 'checking', 'rolling_back', 'unknown'];
  if (!late.includes(state)) return transition(record, 'blocked', 'plan_unknown', now_ms);
  const unknown = state === 'unknown' ? record : transition(record, 'unknown', 'journal_lost', now_ms);
  return transition(unknown, 'needs_person', 'journal_lost', now_ms);
}

/** How many more plans may be kept that this journal never held. */
export function roomForUnknown(plans: ReadonlyMap<string, PlanRecord>): number {
  return MAX_UNKNOWN_PLANS - [...plans.values()].filter((record) => record.target === '').length;
}

export interface ReportDifference {
  /** Records to put into the journal. */
  readonly add: readonly PlanRecord[];
  /** Plans about which the control plane lags behind: say the last word again. */
  readonly repeat: readonly PlanRecord[];
  /** Open plans of ours that the control plane does not show as open. */
  readonly unseen: readonly PlanRecord[];
}

/** Compares the control plane's open plans with the journal. A plan that it may still move (up to `approved`) may be ahead of us. */
export function onStateReport(
  plans: ReadonlyMap<string, PlanRecord>,
  theirs: readonly OpenPlan[],
  now_ms: number,
): ReportDifference {
  const add: PlanRecord[] = [];
  const repeat: PlanRecord[] = [];
  const room = roomForUnknown(plans);
  for (const row of theirs) {
    const record = plans.get(row.plan_id);
    if (record === undefined) {
      if (isOpenState(row.state) && add.length < room && add.every(({ plan_id }) => plan_id !== row.plan_id))
        add.push(unknownPlan(row.plan_id, row.plan_digest, row.state, row.revision, now_ms));
    } else if (
      record.state !== row.state &&
      record.revision >= row.revision &&
      record.events.length === 0 &&
      // A plan that waits for people is theirs to end; it ends here only when it is dispatched.
      !(isUndispatchedPlanState(row.state) && isUndispatchedPlanState(record.state))
    )
      repeat.push(record);
  }
  const shown = new Set(theirs.map((row) => row.plan_id));
  const unseen = [...plans.values()].filter(
    (record) => isOpenState(record.state) && !shown.has(record.plan_id) && record.plan_acked && record.events.length === 0,
  );
  return { add, repeat, unseen };
}
