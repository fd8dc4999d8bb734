import { type Action, RECOVER_KNOB, RELOCK_KNOB, type Signals, sortedByCodePoint } from '@modekeeper/contracts';

export type TickMode = 'DRIFT' | 'BURST' | 'STRAGGLER' | 'RECOVER' | 'NORMAL';

const isPseudo = ({ knob }: Action): boolean => knob === RECOVER_KNOB || knob === RELOCK_KNOB;

/** What a timeline calls a tick (contract page `value`, "mk074"); a saturated GPU alone is NORMAL. */
export function tickMode(signals: Signals, actions: readonly Action[]): TickMode {
  if (signals.drift) return 'DRIFT';
  if (signals.burst) return 'BURST';
  if (signals.straggler) return 'STRAGGLER';
  return actions.some(isPseudo) ? 'RECOVER' : 'NORMAL';
}

/** Chord of a timeline's entry: the first by name; holding when nothing is proposed. */
export function leadingChord(actions: readonly Action[]): string {
  return chordsOf(actions)[0] ?? 'NORMAL-HOLD';
}

/** Knobs that the actions change, sorted; steps of the planner are none. */
export function changedKnobs(actions: readonly Action[]): string[] {
  return sortedByCodePoint(new Set(actions.filter((action) => !isPseudo(action)).map(({ knob }) => knob)));
}

export type TraceChord = { id: string; members?: string[] };

/** `chord` of a decision trace: the one that all actions share, `multi` with its members, or `none`. */
export function traceChord(actions: readonly Action[]): TraceChord {
  const members = chordsOf(actions);
  return members.length > 1 ? { id: 'multi', members } : { id: members[0] ?? 'none' };
}

function chordsOf(actions: readonly Action[]): string[] {
  return sortedByCodePoint(new Set(actions.flatMap(({ chord }) => chord?.trim() || [])));
}
