import { type Action, type ChordCatalog, RECOVER_KNOB, RELOCK_KNOB, type Signals } from '@modekeeper/contracts';
import { LEDGER_WINDOW_MS, type TargetLedger } from '../passport/ledger.ts';
import { isWithin } from '../passport/rules/history.ts';
import { CHORD_CATALOG, findChord } from './chord-catalog.ts';

export type ChordUse = {
  signals: Signals;
  /** Of the target, in the last hour at least. */
  changes: TargetLedger['changes'];
  /** Actions of this tick that were let through before this one. */
  taken: readonly Pick<Action, 'chord'>[];
  now_ms: number;
};

/**
 * Check 4: what the catalog demands before a chord is applied (contract page `policy`). Actions of one chord in one tick are one use for the
 * cooldown, and each of them a change for the budget. A time that cannot be read never passes.
 */
export function judgeChordUse(
  action: Action,
  { changes, now_ms, signals, taken }: ChordUse,
  catalog: ChordCatalog = CHORD_CATALOG,
): 'required_signal_missing' | 'cooldown_active' | 'budget_exceeded' | null {
  const id = action.chord?.trim() ?? '';
  const chord = findChord(id, catalog);
  // An unknown chord was refused before.
  if (chord === undefined) return null;
  if (!isPlannerStep(action) && !chord.required_signals.every((name) => isActive(signals, name)))
    return 'required_signal_missing';
  const past = changes.filter((change) => change.chord?.trim() === id);
  const { budget = {}, cooldown_ms = 0 } = chord;
  if (past.some(({ ts }) => isWithin(cooldown_ms, ts, now_ms))) return 'cooldown_active';
  const { max_changes_per_hour, ...conditions } = budget;
  // Conditions of a budget wait for detectors that nothing has yet.
  if (Object.keys(conditions).length > 0) return 'budget_exceeded';
  if (max_changes_per_hour === undefined) return null;
  const recent = past.filter(({ ts }) => isWithin(LEDGER_WINDOW_MS, ts, now_ms)).length;
  const now = taken.filter((other) => other.chord?.trim() === id).length + 1;
  return typeof max_changes_per_hour === 'number' && recent + now <= max_changes_per_hour ? null : 'budget_exceeded';
}

/** The planner emits a step only after an incident that it saw itself. */
function isPlannerStep({ chord, knob, reason }: Action): boolean {
  if (chord?.trim() !== 'RECOVER-RELOCK') return false;
  return (knob === RECOVER_KNOB && reason === 'recover') || (knob === RELOCK_KNOB && reason === 'relock');
}

function isActive(signals: Signals, name: string): boolean {
  return Object.entries(signals).some(([signal, value]) => signal === name && value === true);
}
