import type { PlanState } from '@modekeeper/contracts';
import { backoffUntil, changesDigest, findRefusal, isCheckable, type Refusal, type Suppression } from './memory.ts';

/** An open plan is not displaced by other changes before it is this old. */
export const SUPERSEDE_AFTER_MS = 300_000;

/** The open plan of a target. */
export type OpenPlan = {
  readonly plan_id: string;
  readonly state: PlanState;
  readonly born_ms: number;
  readonly changes_digest: string;
};

/** What proposing again is decided on. */
export type ProposalFacts = {
  readonly target: string;
  readonly uid: string;
  readonly changes: readonly { readonly knob: string; readonly to: number | null }[];
  readonly open: OpenPlan | null;
  readonly refusals: readonly Refusal[];
  readonly suppressed: readonly Suppression[];
  /** When the last cooldown of these knobs and chords ends (`cooldownUntil`); null when none runs. */
  readonly cooldown_until_ms: number | null;
  /** What would block an apply right now (`standingBlock`), null when nothing would. */
  readonly block_now: string | null;
  readonly now_ms: number;
};

/** What to do with a proposal; `until_ms` says when time alone changes the answer. */
export type ProposalDecision = {
  readonly decision: 'propose' | 'supersede' | 'keep' | 'wait';
  readonly reason:
    | 'same_changes_open'
    | 'other_plan_open'
    | 'effect_reverted'
    | 'proposal_cooldown'
    | 'proposal_backoff'
    | 'still_blocked'
    | null;
  readonly until_ms: number | null;
};

const wait = (reason: ProposalDecision['reason'], until_ms: number | null = null): ProposalDecision => ({
  decision: 'wait',
  reason,
  until_ms,
});

function refusalStands(facts: ProposalFacts, digest: string): ProposalDecision | null {
  const refusal = findRefusal(facts.refusals, { target: facts.target, uid: facts.uid, changes_digest: digest });
  if (!refusal) return null;
  if (refusal.terminal === 'blocked' && isCheckable(refusal.reason)) {
    // A switch that nobody can read may still say what it said: a blip is no news.
    const stands = facts.block_now === refusal.reason || facts.block_now === 'kill_switch_unreliable';
    return stands ? wait('still_blocked') : null;
  }
  const until_ms = backoffUntil(refusal);
  return until_ms !== null && facts.now_ms < until_ms ? wait('proposal_backoff', until_ms) : null;
}

/**
 * "Proposing again" (contract page `connector`): one open plan per target; the same changes keep it, other changes
 * supersede it only in `proposed` or `verified` and 5 minutes after its birth; nothing while a cooldown runs; after
 * `blocked` the same changes only once the reason has gone or changed; after other refusals they wait 10 minutes,
 * doubling to 24 hours.
 */
export function decideProposal(facts: ProposalFacts): ProposalDecision {
  const { open, now_ms } = facts;
  const digest = changesDigest(facts.changes);
  if (open?.changes_digest === digest) return { decision: 'keep', reason: 'same_changes_open', until_ms: null };
  if (facts.suppressed.some(({ target, uid }) => target === facts.target && uid === facts.uid)) return wait('effect_reverted');
  if (open) {
    if (open.state !== 'proposed' && open.state !== 'verified') return wait('other_plan_open');
    const ripe_ms = open.born_ms + SUPERSEDE_AFTER_MS;
    if (now_ms < ripe_ms) return wait('other_plan_open', ripe_ms);
  }
  if (facts.cooldown_until_ms !== null && now_ms < facts.cooldown_until_ms)
    return wait('proposal_cooldown', facts.cooldown_until_ms);
  return refusalStands(facts, digest) ?? { decision: open ? 'supersede' : 'propose', reason: null, until_ms: null };
}
