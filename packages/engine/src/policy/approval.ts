import type { Action, ChordCatalog } from '@modekeeper/contracts';
import { CHORD_CATALOG, findChord } from './chord-catalog.ts';

/** Check 1: a named chord must be in the catalog, in a dry run too; applying needs a name. */
export function judgeChordKnown(
  action: Pick<Action, 'chord'>,
  applying: boolean,
  catalog: ChordCatalog = CHORD_CATALOG,
): 'unknown_chord' | null {
  const id = action.chord?.trim() ?? '';
  if (id === '') return applying ? 'unknown_chord' : null;
  return findChord(id, catalog) === undefined ? 'unknown_chord' : null;
}

const ADVANCED_KNOBS: readonly string[] = ['timeout_ms', 'comm_bucket_mb'];
const ADVANCED_CHORDS: readonly string[] = ['TIMEOUT-GUARD', 'COMM-CONGESTION', 'NEAR-HANG/TIMEOUT-GUARD'];

/** Whether a person has to approve an action before it is applied (contract page `policy`, "Approval"): by tier, knob or chord. */
export function isAdvanced({ chord, knob }: Pick<Action, 'chord' | 'knob'>, catalog: ChordCatalog = CHORD_CATALOG): boolean {
  const id = chord?.trim() ?? '';
  return findChord(id, catalog)?.risk_tier === 'advanced' || ADVANCED_KNOBS.includes(knob) || ADVANCED_CHORDS.includes(id);
}
