import type { PlanState, ReasonCode } from '@modekeeper/contracts';
import { READ_BACK_LIMIT_MS, RESOLVE_MAX_RETRIES, RESOLVE_WAIT_MS } from './deadlines.ts';
import type { ReadBack } from './read-back.ts';

/** Everything RESOLVE decides on. The executor gathers it by a plain GET; nothing here is guessed. */
export type ResolveFacts = {
  /** Which request is unresolved: one of the apply, or one of the rollback. */
  readonly phase: 'apply' | 'rollback';
  readonly since_sent_ms: number;
  /** How long the plan has been `unknown`. */
  readonly unresolved_ms: number;
  /** `gone`: the API server answered, and the object does not exist or has another uid. */
  readonly read: 'ok' | 'gone' | 'unreadable';
  readonly fields: ReadBack;
  readonly plan_annotation_is_ours: boolean;
  /** An earlier object of this plan holds our change. */
  readonly others_landed: boolean;
  readonly more_to_send: boolean;
  readonly retries: number;
  readonly kill: 'off' | 'on' | 'unreadable';
  readonly past_deadline: boolean;
};

/** What to do next; `next` is the plan's new state, null while it stays `unknown`. */
export type ResolveDecision = {
  readonly action: 'wait' | 'settled' | 'retry' | 'roll_back' | 'stop';
  readonly next: PlanState | null;
  readonly reason: ReasonCode | null;
};

const WAIT: ResolveDecision = { action: 'wait', next: null, reason: null };
const stop = (next: PlanState, reason: ReasonCode): ResolveDecision => ({ action: 'stop', next, reason });

/** Why nothing may be sent now, or `wait` while a kill source is unreadable and the deadline has not passed. */
function sendingBarrier(facts: ResolveFacts): ReasonCode | 'wait' | null {
  if (facts.kill === 'on') return 'kill_switch_active';
  if (facts.kill === 'off') return null;
  return facts.past_deadline ? 'kill_switch_unreliable' : 'wait';
}

function rollBack(facts: ResolveFacts, reason: ReasonCode): ResolveDecision {
  const barrier = sendingBarrier(facts);
  if (barrier === 'wait') return WAIT;
  return barrier ? stop('halted_partial', barrier) : { action: 'roll_back', next: 'rolling_back', reason };
}

/** Ends an apply of which nothing of this object landed: net zero when no other object did, else roll those back. */
function nothingHere(facts: ResolveFacts, next: 'blocked' | 'conflict', reason: ReasonCode): ResolveDecision {
  return facts.others_landed ? rollBack(facts, reason) : stop(next, reason);
}

function resolveApply(facts: ResolveFacts): ResolveDecision {
  if (facts.read === 'gone') return nothingHere(facts, 'conflict', 'uid_changed');
  if (facts.fields === 'ours' && facts.plan_annotation_is_ours) {
    if (!facts.more_to_send) return { action: 'settled', next: 'checking', reason: null };
    if (facts.kill === 'on') return stop('halted_partial', 'kill_switch_active');
    return { action: 'settled', next: 'applying', reason: null };
  }
  // Our plan annotation lands together with our values: found beside the pre-image, somebody took the values back.
  if (facts.fields === 'preimage' && !facts.plan_annotation_is_ours) return retryApply(facts);
  if (facts.fields === 'preimage' || facts.fields === 'none_of_ours') return nothingHere(facts, 'conflict', 'foreign_write');
  return rollBack(facts, 'foreign_write');
}

function retryApply(facts: ResolveFacts): ResolveDecision {
  const barrier = sendingBarrier(facts);
  if (barrier === 'wait') return WAIT;
  if (barrier) return facts.others_landed ? stop('halted_partial', barrier) : stop('blocked', barrier);
  if (facts.past_deadline) return nothingHere(facts, 'blocked', 'send_deadline');
  if (facts.retries >= RESOLVE_MAX_RETRIES) return nothingHere(facts, 'conflict', 'retry_limit');
  return { action: 'retry', next: 'applying', reason: null };
}

function resolveRollback(facts: ResolveFacts): ResolveDecision {
  // A foreign value, or a missing object, is the executor's `rollback_conflict`; both go on from `rolling_back`.
  if (facts.read === 'gone') return { action: 'settled', next: 'rolling_back', reason: 'uid_changed' };
  if (facts.fields === 'preimage') return { action: 'settled', next: 'rolling_back', reason: null };
  if (facts.fields !== 'ours') return { action: 'settled', next: 'rolling_back', reason: 'field_taken_over' };
  const barrier = sendingBarrier(facts);
  if (barrier === 'wait') return WAIT;
  if (barrier) return stop('halted_partial', barrier);
  if (facts.retries >= RESOLVE_MAX_RETRIES) return stop('halted_partial', 'rollback_failed');
  return { action: 'retry', next: 'rolling_back', reason: null };
}

/**
 * RESOLVE (safety, section 3): what became of a request without an answer. Waits until it can no longer land, then decides
 * by what is there: ours -> go on; pre-image -> send again, at most 3 times; nothing of ours anywhere -> `conflict`;
 * otherwise roll back. Kill on stops before the next write; an unreadable kill source sends nothing until the deadline,
 * then settles by what was sent. Not readable for 15 minutes -> a person decides.
 */
export function resolveUnknown(facts: ResolveFacts): ResolveDecision {
  if (facts.read === 'unreadable') {
    return facts.unresolved_ms >= READ_BACK_LIMIT_MS ? stop('needs_person', 'read_back_failed') : WAIT;
  }
  if (facts.since_sent_ms < RESOLVE_WAIT_MS) return WAIT;
  return facts.phase === 'apply' ? resolveApply(facts) : resolveRollback(facts);
}
