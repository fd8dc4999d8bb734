import type { Action, ChordCatalog } from '@modekeeper/contracts';
import { CHORD_CATALOG, findChord } from './chord-catalog.ts';

/** Knobs and chords that are advanced whatever the catalog's tier says (contract page `policy`, "Approval"). */
const ADVANCED_KNOBS: readonly string[] = ['timeout_ms', 'comm_bucket_mb'];
const ADVANCED_CHORDS: readonly string[] = ['TIMEOUT-GUARD', 'COMM-CONGESTION', 'NEAR-HANG/TIMEOUT-GUARD'];

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

/** Check 5: what is advanced is applied only when the person said so. Knows nothing of whether the chord exists. */
export function judgeApproval(
  action: Pick<Action, 'chord' | 'knob'>,
  options: { applying: boolean; approve_advanced: boolean },
  catalog: ChordCatalog = CHORD_CATALOG,
): 'approval_required' | null {
  if (!options.applying || options.approve_advanced) return null;
  return isAdvanced(action, catalog) ? 'approval_required' : null;
}

/** Whether an action is advanced: by the tier of its chord, by its knob, or by the chord's name. */
export function isAdvanced(action: Pick<Action, 'chord' | 'knob'>, catalog: ChordCatalog = CHORD_CATALOG): boolean {
  const id = action.chord?.trim() ?? '';
  return findChord(id, catalog)?.risk_tier === 'advanced' || ADVANCED_KNOBS.includes(action.knob) || ADVANCED_CHORDS.includes(id);
}
