import type { Api } from '../../api/types.ts';

type Document = Api<'PassportTemplate'>['document'];
type Summarised = Pick<Document, 'allowed_actuators' | 'allowed_chords' | 'gates'> & {
  limits: Pick<Document['limits'], 'cooldown_s' | 'max_delta_per_step'>;
};
/** A passport in short, as a row of a table. */
export type PassportSummary = { chords: string; knobs: string; largest_step: number; cooldown_s: number; applies: boolean };

/** Holding still is in every passport and says nothing about it. */
const ALWAYS_THERE = ['NORMAL-HOLD', 'RECOVER', 'RELOCK'];

/** What a passport allows, short enough to compare. */
export function summaryOf({ allowed_actuators, allowed_chords, gates, limits }: Summarised): PassportSummary {
  const chords = allowed_chords.filter((chord) => !ALWAYS_THERE.includes(chord));
  return {
    chords: chords.length === 0 ? 'hold and recover only' : chords.join(', '),
    knobs: [...allowed_actuators.hot, ...allowed_actuators.cold].join(', '),
    largest_step: limits.max_delta_per_step,
    cooldown_s: limits.cooldown_s,
    applies: gates.apply === true,
  };
}

/**
 * The templates in the order to offer them: what to begin with first. The sandbox's trainer has the knobs of `demo`; elsewhere one begins
 * with the most careful.
 */
export function inOrder<T extends { name: string }>(templates: readonly T[], sandbox: boolean): T[] {
  const wanted = sandbox ? ['demo', 'pilot'] : ['pilot'];
  const place = ({ name }: T) => (wanted.includes(name) ? wanted.indexOf(name) : wanted.length);
  return [...templates].sort((left, right) => place(left) - place(right));
}
