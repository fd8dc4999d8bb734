import type { ChordCatalog, EffectObject, KnobBounds, Passport, PlanChange, ReasonCode } from '@modekeeper/contracts';
import { touchedKnobs } from './effect-knobs.ts';
import type { TargetLedger } from './ledger.ts';
import type { ObjectFacts } from './object-facts.ts';

/** Everything that the passport's rules are judged on. Nothing is looked up; what is not known is said to be so. */
export type JudgeFacts = {
  /** null: no passport is mounted for this target. */
  readonly passport: Passport | null;
  readonly catalog: ChordCatalog;
  readonly effect: EffectObject;
  readonly changes: readonly Pick<PlanChange, 'knob' | 'to' | 'chord' | 'reason'>[];
  /** Leaves of the plan's patch (RFC 6901): tells what the plan asked for from what a webhook added. */
  readonly patch_pointers: readonly string[];
  readonly object: ObjectFacts;
  readonly ledger: TargetLedger | 'unreadable';
  readonly now_ms: number;
  /** Knobs that the workload reports in its telemetry; declared ones are read from the object. */
  readonly reported_knobs: readonly string[];
  /** Chart value `gitops.managers`. */
  readonly gitops_managers: readonly string[];
  /** Bounds that the guard policy enforces, by knob. */
  readonly guard_bounds: Readonly<Record<string, KnobBounds>>;
};

/** The facts once a passport is known to be there. */
export type RuleFacts = JudgeFacts & { readonly passport: Passport };

/** Why a rule fails; null when it holds. `detail` is for people. */
export type Finding = { readonly reason: ReasonCode; readonly detail: string } | null;

/** A rule of the passport: its name and its check. */
export type Rule = { readonly rule: string; readonly check: (facts: RuleFacts) => Finding };

/** Shortest way to a finding. */
export function fail(reason: ReasonCode, detail: string): Finding {
  return { reason, detail };
}

/** First finding over a list, in order. */
export function firstFinding<T>(items: Iterable<T>, check: (item: T) => Finding): Finding {
  for (const item of items) {
    const finding = check(item);
    if (finding) return finding;
  }
  return null;
}

/** Every knob that the plan names or the effect changes, once. */
export function knobsInvolved(facts: Pick<JudgeFacts, 'changes' | 'effect'>): string[] {
  return [...new Set([...facts.changes.map((change) => change.knob), ...touchedKnobs(facts.effect)])];
}
