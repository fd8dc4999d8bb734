import { PASSPORT_CHORD_IDS } from '@modekeeper/contracts/passport-chords';
import { findChord } from '@modekeeper/engine/chord-catalog';

type ChordWords = { readonly id: (typeof PASSPORT_CHORD_IDS)[number]; readonly words: string; readonly moves: readonly string[] };

/** The two steps of the catalog's RECOVER-RELOCK, which a passport allows one by one. */
const STEPS: Readonly<Record<string, string>> = {
  RECOVER: 'Mark the end of an incident: the first step back.',
  RELOCK: 'Return every knob to the last stable profile, once the job has been stable long enough.',
};

/** The chords that a passport can allow, in the contract's order, with what the catalog says of them. */
export const CHORD_WORDS: readonly ChordWords[] = PASSPORT_CHORD_IDS.map((id) => {
  const chord = findChord(id);
  return { id, words: STEPS[id] ?? chord?.intent ?? '', moves: chord?.knobs_touched ?? [] };
});
