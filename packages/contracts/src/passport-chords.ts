/** Chord ids that a passport may allow. RECOVER and RELOCK stand for the two steps of catalog chord RECOVER-RELOCK. */
export const PASSPORT_CHORD_IDS = [
  'NORMAL-HOLD',
  'DRIFT-RETUNE',
  'BURST-ABSORB',
  'INPUT-STRAGGLER',
  'RECOVER',
  'RELOCK',
] as const;
