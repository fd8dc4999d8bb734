import type { EffectObject, JsonValue } from '@modekeeper/contracts';
import { knobPointer, mirrorPointer } from '../passport/effect-knobs.ts';

/** Stands for a value that is not shown. */
export const WITHHELD = '[withheld]';
/** Most changes of fields that are no knobs that are listed; one is enough to refuse the plan (`foreign_mutation`). */
const MAX_FOREIGN = 50;

const isKnob = (pointer: string): boolean => pointer.startsWith(knobPointer('')) || pointer.startsWith(mirrorPointer(''));
const hidden = (value: JsonValue): JsonValue => (value === null ? null : WITHHELD);

/**
 * The effect as it may leave the cluster (I11): fields that are no knobs are named, their values are not shown. They are there only
 * when a webhook changes them, which refuses the plan; and what a webhook injects may well be a credential.
 */
export function withholdForeign(effect: EffectObject): EffectObject {
  let foreign = 0;
  const changes = effect.changes.flatMap((change): EffectObject['changes'] => {
    const [pointer, before, after] = change;
    if (isKnob(pointer)) return [change];
    foreign += 1;
    return foreign > MAX_FOREIGN ? [] : [[pointer, hidden(before), hidden(after)]];
  });
  return { ...effect, changes };
}
