import type { EffectObject, JsonValue } from '@modekeeper/contracts';
import { pointerToken } from '../effect/pointer.ts';
import { knobAnnotation } from '../plan/build-patch.ts';

/** What the effect does to one knob annotation: the raw values before and after, null = absent. */
export type KnobEdit = { readonly before: JsonValue; readonly after: JsonValue };

const TEMPLATE = '/spec/template/metadata/annotations/';
const MIRROR = '/metadata/annotations/';

/** Pointer of a knob's template annotation: the value itself. */
export function knobPointer(knob: string): string {
  return TEMPLATE + pointerToken(knobAnnotation(knob));
}

/** Pointer of a knob's annotation on the object: the mirror. */
export function mirrorPointer(knob: string): string {
  return MIRROR + pointerToken(knobAnnotation(knob));
}

const KNOB_TOKEN = pointerToken(knobAnnotation(''));

/** The knob whose value a pointer is, or null for any other field (mirrors included). */
export function knobOfPointer(pointer: string): string | null {
  const prefix = TEMPLATE + KNOB_TOKEN;
  return pointer.startsWith(prefix) && pointer.length > prefix.length ? pointer.slice(prefix.length) : null;
}

/** The edit at a pointer, or null when the effect leaves it alone. */
export function editAt(effect: EffectObject, pointer: string): KnobEdit | null {
  const change = effect.changes.find(([at]) => at === pointer);
  return change ? { before: change[1], after: change[2] } : null;
}

/** Knobs whose value the effect changes, in pointer order. */
export function touchedKnobs(effect: EffectObject): string[] {
  return effect.changes.flatMap(([pointer]) => knobOfPointer(pointer) ?? []);
}
