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
