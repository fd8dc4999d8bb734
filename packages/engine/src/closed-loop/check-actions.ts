import { type Action, type Passport, RECOVER_KNOB, RELOCK_KNOB, type Signals } from '@modekeeper/contracts';
import {
  type ExplainEvent,
  evaluateGuardrails,
  type GuardOutcome,
  type GuardResult,
  type GuardSettings,
} from '../guardrails/evaluate.ts';
import type { KnobStates } from '../guardrails/knob-state.ts';
import type { GuardState } from '../guardrails/stable-profile.ts';
import type { TargetLedger } from '../passport/ledger.ts';
import { actuatorTemperature, allowsChord, effectiveBounds } from '../passport/permissions.ts';
import { isAdvanced, judgeChordKnown } from '../policy/approval.ts';
import { judgeChordUse } from '../policy/judge-chord-use.ts';

/** What checks need to know beyond a dry run. */
export type ApplyFacts = {
  /** The licence's entitlement `apply`; null: not known. */
  entitlement: boolean | null;
  kill_switch_active: boolean;
  approve_advanced: boolean;
  /** Changes of the target in the last hour at least: what cooldowns and budgets of chords count. */
  changes: TargetLedger['changes'];
};
export type CheckInputs = {
  signals: Signals;
  passport: Passport | null;
  settings: GuardSettings;
  knobs: KnobStates;
  guard: GuardState;
  now_ms: number;
  /** Null: a dry run. */
  apply: ApplyFacts | null;
};
export type CheckedActions = {
  /** One for each action, in their order; what is not blocked as it is when everything goes well. */
  results: GuardResult[];
  /** Knobs and guardrails when everything goes well. */
  granted: Pick<GuardOutcome, 'knobs' | 'state'>;
  /** Why actions were blocked; in a dry run also what was decided. */
  explain: ExplainEvent[];
  /** What can be said only when it has happened. */
  explain_done: ExplainEvent[];
};

/**
 * Per-action checks (contract page `policy`, "Per-action checks in closed-loop"): the first hit is the reason. Always exactly one result per
 * action, in the order of the actions; the rows of a relock are one, with all its changes. Pure: what is granted has not happened yet.
 */
export function checkActions(proposed: readonly Action[], inputs: CheckInputs): CheckedActions {
  // Copies, so that each result finds its action even when a policy says the same one twice.
  const actions = proposed.map((action) => ({ ...action }));
  const refused = new Map<Action, string>();
  for (const action of actions) {
    const reason = judgeChordKnown(action, inputs.apply !== null) ?? passportReason(action, inputs.passport);
    if (reason !== null) refused.set(action, reason);
  }
  const first = guard(actions, refused, inputs);
  const late = lateReasons(passed(actions, first.results), inputs);
  for (const [action, reason] of late) refused.set(action, reason);
  const granted = late.size === 0 ? first : guard(actions, refused, inputs);
  // Of what is granted nothing has happened yet, unless it never will: a dry run ends here.
  const isKnownNow = ({ event }: ExplainEvent) => event === 'blocked' || inputs.apply === null;
  return {
    results: actions.map((action) => {
      const reason = refused.get(action);
      return reason === undefined ? foldRows(granted.results, action) : refusal(action, reason);
    }),
    granted,
    explain: [
      ...[...refused].map(([action, reason]) => ({ event: 'blocked', payload: { reason, action } })),
      ...granted.explain.filter(isKnownNow),
    ],
    explain_done: granted.explain.filter((event) => !isKnownNow(event)),
  };
}

/** A result that blocks an action. */
export function refusal(action: Action, reason: string): GuardResult {
  return { action, applied: false, blocked: true, reason, dry_run: true };
}

/** Check 3, for what was not refused before. */
function guard(actions: readonly Action[], refused: ReadonlyMap<Action, string>, inputs: CheckInputs): GuardOutcome {
  const { apply, knobs, now_ms, settings } = inputs;
  const given = {
    actions: actions.filter((action) => !refused.has(action)),
    apply: apply !== null,
    entitlement: apply?.entitlement ?? null,
    kill_switch_active: apply?.kill_switch_active ?? false,
    now_ms,
  };
  return evaluateGuardrails(given, settings, knobs, inputs.guard);
}

/** Actions that guardrails let through, in their order. */
function passed(actions: readonly Action[], rows: readonly GuardResult[]): Action[] {
  return actions.filter((action) => rows.some((row) => row.action === action && !row.blocked));
}

/** Checks 4 and 5, which only applying needs. */
function lateReasons(actions: readonly Action[], { apply, now_ms, signals }: CheckInputs): Map<Action, string> {
  const reasons = new Map<Action, string>();
  if (apply === null) return reasons;
  const { approve_advanced, changes } = apply;
  const taken: Action[] = [];
  for (const action of actions) {
    const approval = isAdvanced(action) && !approve_advanced ? 'approval_required' : null;
    const reason = judgeChordUse(action, { signals, changes, taken, now_ms }) ?? approval;
    if (reason === null) taken.push(action);
    else reasons.set(action, reason);
  }
  return reasons;
}

/** Rows of one action as one result. */
function foldRows(all: readonly GuardResult[], action: Action): GuardResult {
  const rows = all.filter((row) => row.action === action);
  const [first] = rows;
  if (first === undefined) throw new Error('guardrails gave no result for an action');
  const changes = rows.flatMap((row) => row.changes ?? []);
  return changes.length === 0 ? first : { ...first, changes };
}

/** Check 2: what the passport does not allow. Pseudo knobs skip actuators and bounds. */
function passportReason({ chord, knob, reason, target }: Action, passport: Passport | null): string | null {
  if (passport === null) return null;
  if (!allowsChord(passport, chord?.trim() ?? '', reason)) return 'chord_not_allowed';
  if (knob === RECOVER_KNOB || knob === RELOCK_KNOB) return null;
  if (actuatorTemperature(passport, knob) === null) return 'actuator_not_allowed';
  const bounds = effectiveBounds(passport, knob);
  return bounds !== null && (target < bounds.min || target > bounds.max) ? 'knob_out_of_bounds' : null;
}
