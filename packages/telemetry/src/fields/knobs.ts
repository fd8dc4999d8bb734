import { KNOB_ANNOTATION_PREFIX } from '@modekeeper/contracts';
import { pairsRecord } from '../line/pairs-record.ts';
import { firstPresent } from '../line/record.ts';
import { intOf } from './number.ts';

/**
 * What the workload says that it runs with: field `knobs` {knob: int}, else `knobs_kv` (a text of `knob=int` pairs, by blanks or commas, or a list of such pairs).
 * Keys may carry the annotation prefix. A knob whose value is not an integer is left out; no usable knob at all → undefined.
 */
export function knobsOf(fields: Readonly<Record<string, unknown>>): Record<string, number> | undefined {
  const knobs: Record<string, number> = {};
  for (const [key, value] of entriesOf(fields)) {
    const knob = key.startsWith(KNOB_ANNOTATION_PREFIX) ? key.slice(KNOB_ANNOTATION_PREFIX.length) : key;
    const number = typeof value === 'boolean' ? null : intOf(value);
    if (number !== null && /^[a-z][a-z0-9_]{0,62}$/.test(knob)) knobs[knob] = number;
  }
  return Object.keys(knobs).length > 0 ? knobs : undefined;
}

function entriesOf(fields: Readonly<Record<string, unknown>>): Array<[string, unknown]> {
  const { knobs, knobs_kv } = { knobs: firstPresent(fields, ['knobs']), knobs_kv: firstPresent(fields, ['knobs_kv']) };
  if (typeof knobs === 'object' && knobs !== null && !Array.isArray(knobs)) return Object.entries(knobs);
  const text = Array.isArray(knobs_kv) ? knobs_kv.filter((pair) => typeof pair === 'string').join(' ') : knobs_kv;
  return typeof text === 'string' ? Object.entries(pairsRecord(text.replaceAll(',', ' '))?.fields ?? {}) : [];
}
