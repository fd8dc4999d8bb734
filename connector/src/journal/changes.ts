import { canonicalJson, ModeKeeperError, type PlanState, type ReasonCode, sha256Hex } from '@modekeeper/contracts';
import { canTransition, isOpenState } from '@modekeeper/engine';
import { JOURNAL_MAX_BYTES, type Journal, journalBytes, RESERVE_PER_PLAN_BYTES } from './codec.ts';
import type { PlanRecord } from './plan-record.ts';

/** Puts a record in, new or changed, and goes on with the hash chain. */
export function putPlan(journal: Journal, record: PlanRecord): Journal {
  const plans = new Map(journal.plans);
  plans.set(record.plan_id, record);
  return { ...journal, plans, head: sha256Hex(`${journal.head}\n${canonicalJson(record)}`) };
}

/** Changes one record; a plan that the journal does not hold, or a change that changes nothing, leaves it as it is. */
export function changePlan(journal: Journal, plan_id: string, change: (record: PlanRecord) => PlanRecord): Journal {
  const record = journal.plans.get(plan_id);
  if (record === undefined) return journal;
  const next = change(record);
  return next === record ? journal : putPlan(journal, next);
}

/**
 * One transition of the table, with its event.
 * @throws ModeKeeperError `plan_state_conflict` for one that the table does not have: somebody else moved the plan meanwhile
 */
export function transition(record: PlanRecord, to: PlanState, reason: ReasonCode | string | null, at_ms: number): PlanRecord {
  if (!canTransition(record.state, to)) {
    throw new ModeKeeperError({
      code: 'plan_state_conflict',
      message: `Plan ${record.plan_id} cannot go from ${record.state} to ${to}.`,
      hint: 'The plan was moved meanwhile; its state now is the one that counts.',
    });
  }
  const event = { revision: record.revision + 1, from: record.state, to, reason, at_ms };
  return {
    ...record,
    state: to,
    revision: event.revision,
    events: [...record.events, event],
    last_event: event,
    unknown_since_ms: to === 'unknown' ? at_ms : record.unknown_since_ms,
  };
}

/** Plans that still have something to come. */
export function openPlans(journal: Journal): PlanRecord[] {
  return [...journal.plans.values()].filter((record) => isOpenState(record.state));
}

/** True when a new plan fits, with room for what every open plan still has to write. Else: no new plan, `journal_full`. */
export function hasRoom(journal: Journal): boolean {
  return journalBytes(journal) + (openPlans(journal).length + 1) * RESERVE_PER_PLAN_BYTES <= JOURNAL_MAX_BYTES;
}

const KEEP_AFTER_EXPIRY_S = 24 * 3600;

/** Everything that the control plane has to know about a finished plan is acknowledged. */
function isSettled(record: PlanRecord): boolean {
  return (
    !isOpenState(record.state) &&
    record.remembered &&
    record.events.length === 0 &&
    (record.claim === null || record.receipt_acked)
  );
}

/**
 * Makes room: a settled plan keeps only what a second delivery needs, and leaves when `expires_at` + 24 h has passed.
 * Returns the same journal when there is nothing to do.
 */
export function prune(journal: Journal, now_s: number): Journal {
  const plans = new Map(journal.plans);
  let changed = false;
  for (const [plan_id, record] of plans) {
    if (!isSettled(record)) continue;
    if (record.expires_at + KEEP_AFTER_EXPIRY_S <= now_s) {
      changed = plans.delete(plan_id) || changed;
    } else if (record.plan !== null || record.receipt !== null) {
      plans.set(plan_id, stub(record));
      changed = true;
    }
  }
  return changed ? { ...journal, plans } : journal;
}

function stub(record: PlanRecord): PlanRecord {
  const claim = record.claim === null ? null : { ...record.claim, approvals: [] };
  return {
    ...record,
    plan: null,
    report: null,
    verified: null,
    claim,

    after: null,
    requests: [],
    check: null,
    receipt: null,
  };
}
