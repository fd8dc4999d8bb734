import type { ConnectorMode, GateName, KillReading, VerifyReport } from '@modekeeper/contracts';
import type { RuleResult } from '../passport/judge.ts';

/** What a mutating request is for. */
export type GatePurpose = 'canary' | 'verify' | 'apply' | 'rollback';

/** Answer of a check that was made elsewhere (licence chain, approvals, canary). */
export type CheckFact = { readonly ok: boolean; readonly reason: string | null };

/** What gate 3 is judged on. Times in epoch seconds. */
export type VerifyFact = {
  readonly plan_digest: string;
  readonly report: Pick<VerifyReport, 'plan_digest' | 'effect_digest' | 'ok' | 'finished_at'> | null;
  /** `effect_digest` that the approvals name; null while nothing is approved. */
  readonly approved_effect_digest: string | null;
  readonly now_s: number;
};

/** Everything that the gates are judged on. Whatever is absent or null is unknown, and unknown refuses. */
export type GateFacts = {
  readonly mode: ConnectorMode | null;
  /** Kill sources as read just now; `starting`: nothing of this plan was sent yet. */
  readonly kill: {
    readonly readings: readonly Pick<KillReading, 'source' | 'state' | 'signal'>[];
    readonly starting: boolean;
  } | null;
  readonly license: CheckFact | null;
  readonly verify: VerifyFact | null;
  readonly passport: readonly RuleResult[] | null;
  readonly approval: CheckFact | null;
  readonly second_lock: CheckFact | null;
  /** Rollback only: the object still has the uid of the plan. */
  readonly uid_matches: boolean | null;
  /** Rollback only: the field still holds our value. */
  readonly field_is_ours: boolean | null;
};

/** One evaluated gate; `reason` is null when it holds. `uid` and `field` exist for rollbacks only. */
export type EvaluatedGate = { readonly gate: GateName | 'uid' | 'field'; readonly ok: boolean; readonly reason: string | null };

/** A gate other than the kill switch: why it is closed, null when it holds. */
export type Gate = { readonly gate: EvaluatedGate['gate']; readonly judge: (facts: Partial<GateFacts>) => string | null };
