import { type Action, type Passport, RECOVER_KNOB, RELOCK_KNOB } from '@modekeeper/contracts';
import { type ExplainEvent, evaluateGuardrails, type GuardResult, type GuardSettings } from '../guardrails/evaluate.ts';
import type { KnobStates } from '../guardrails/knob-state.ts';
import type { GuardState } from '../guardrails/stable-profile.ts';
import { actuatorTemperature, allowsChord, effectiveBounds } from '../passport/permissions.ts';
import { judgeChordKnown } from '../policy/approval.ts';

export type CheckInputs = {
  passport: Passport | null;
  settings: GuardSettings;
  knobs: KnobStates;
  guard: GuardState;
  now_ms: number;
};
export type CheckedActions = { results: GuardResult[]; guard: GuardState; explain: ExplainEvent[] };

/**
 * Per-action checks of a dry run (contract page `policy`, "Per-action checks in closed-loop"): the first hit is the reason. Always exactly
 * one result per action, in the order of the actions; the rows of a relock are one, with all its changes. No knob is set.
 */
export function checkActions(proposed: readonly Action[], inputs: CheckInputs): CheckedActions {
  // Copies, so that each result finds its action even when a policy says the same one twice.
  const actions = proposed.map((action) => ({ ...action }));
  const early = new Map<Action, GuardResult>();
  for (const action of actions) {
    const reason = judgeChordKnown(action, false) ?? passportReason(action, inputs.passport);
    if (reason !== null) early.set(action, { action, applied: false, blocked: true, reason, dry_run: true });
  }
  const guarded = evaluateGuardrails(
    {
      actions: actions.filter((action) => !early.has(action)),
      apply: false,
      entitlement: null,
      kill_switch_active: false,
      now_ms: inputs.now_ms,
    },
    inputs.settings,
    inputs.knobs,
    inputs.guard,
  );
  return {
    results: actions.map((action) => early.get(action) ?? foldRows(guarded.results.filter((row) => row.action === action))),
    guard: guarded.state,
    explain: [
      ...[...early.values()].map(({ action, reason }) => ({ event: 'blocked', payload: { reason, action } })),
      ...guarded.explain,
    ],
  };
}

/** Rows of one action as one result. */
function foldRows(rows: readonly GuardResult[]): GuardResult {
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
