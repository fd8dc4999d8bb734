import { canonicalJson, type JsonValue } from '@modekeeper/contracts';

/** One touched field after a read-back: what is there now, what we sent, what was there before (null = absent). */
export type TouchedField = { readonly live: JsonValue; readonly ours: JsonValue; readonly before: JsonValue };

/** What a read-back found in the touched fields together. */
export type ReadBack = 'ours' | 'preimage' | 'none_of_ours' | 'mixed';

const same = (a: JsonValue, b: JsonValue): boolean => canonicalJson(a) === canonicalJson(b);

/**
 * Classifies the touched fields: all hold our value, all hold the pre-image, none holds our value, or a mixture. A field
 * that we did not really change (our value equals the pre-image) proves nothing and is left out.
 */
export function classifyReadBack(fields: readonly TouchedField[]): ReadBack {
  const changed = fields.filter(({ ours, before }) => !same(ours, before));
  if (changed.every(({ live, ours }) => same(live, ours))) return 'ours';
  if (changed.every(({ live, before }) => same(live, before))) return 'preimage';
  return changed.some(({ live, ours }) => same(live, ours)) ? 'mixed' : 'none_of_ours';
}
