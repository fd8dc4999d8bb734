import type { Sample } from '@modekeeper/contracts';
import { firstPresent } from '../line/record.ts';
import { knobsOf } from './knobs.ts';
import { finiteOf, intOf } from './number.ts';

const PHASES = ['input_wait_ms', 'forward_ms', 'backward_ms', 'sync_ms', 'optimizer_ms'] as const;
const ORDINALS = ['rank', 'stage', 'world_size'] as const;

export type OptionalFields = Pick<Sample, (typeof PHASES)[number] | (typeof ORDINALS)[number] | 'checkpoint' | 'knobs'>;

/** The optional fields of a sample; one with an unusable value is absent, the record stays. */
export function optionalFields(fields: Readonly<Record<string, unknown>>): OptionalFields {
  const found: OptionalFields = {};
  for (const name of PHASES) {
    const ms = finiteOf(firstPresent(fields, [name]));
    if (ms !== null && ms >= 0) found[name] = ms;
  }
  for (const name of ORDINALS) {
    const number = intOf(firstPresent(fields, [name]));
    if (number !== null && number >= 0) found[name] = number;
  }
  const checkpoint = firstPresent(fields, ['checkpoint']);
  if (checkpoint === true || checkpoint === 'true') found.checkpoint = true;
  else if (checkpoint === false || checkpoint === 'false') found.checkpoint = false;
  const knobs = knobsOf(fields);
  if (knobs !== undefined) found.knobs = knobs;
  return found;
}

/** Step times of the workers: a list (or a text that is one) of positive numbers, all usable; else null. */
export function workerLatencies(value: unknown): number[] | null {
  const list = typeof value === 'string' && /^\s*\[[\s\S]*\]\s*$/.test(value) ? parsedList(value) : value;
  if (!Array.isArray(list) || list.length === 0) return null;
  const numbers = list.map(finiteOf);
  return numbers.every((number): number is number => number !== null && number > 0) ? numbers : null;
}

function parsedList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
