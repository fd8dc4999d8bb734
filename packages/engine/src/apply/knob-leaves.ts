import { isJsonObject, type JsonObject, type JsonValue, KNOB_ANNOTATION_PREFIX } from '@modekeeper/contracts';
import { valueAt } from '../effect/pointer.ts';
import { patchPointers } from '../effect/preimage.ts';
import { knobOfPointer, mirrorPointer } from '../passport/effect-knobs.ts';
import { mergePatch } from './merge-patch.ts';

/** A knob annotation that a patch touches, in the pod template or on the object: what it holds and what it will hold; null = absent. */
export type KnobLeaf = {
  readonly knob: string;
  readonly place: 'template' | 'mirror';
  readonly before: JsonValue;
  readonly after: JsonValue;
};

const MAPS = [
  ['template', '/spec/template/metadata/annotations'],
  ['mirror', '/metadata/annotations'],
] as const;

/**
 * Every knob annotation that the patch names or would change on the live object. Judged on the effect, so that removing a whole map, or
 * everything around it, is seen for what it does to the knobs in it.
 */
export function knobLeaves(live: JsonObject, patch: JsonObject): KnobLeaf[] {
  const merged = mergePatch(live, patch);
  return MAPS.flatMap(([place, pointer]) => {
    const before = mapAt(live, pointer);
    const after = mapAt(merged, pointer);
    const named = mapAt(patch, pointer);
    const keys = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(named)]);
    return [...keys].flatMap((key): KnobLeaf[] => {
      const touched = Object.hasOwn(named, key) || own(before, key) !== own(after, key);
      if (!key.startsWith(KNOB_ANNOTATION_PREFIX) || !touched) return [];
      const knob = key.slice(KNOB_ANNOTATION_PREFIX.length);
      return [{ knob, place, before: own(before, key), after: own(after, key) }];
    });
  });
}

/** First leaf of a patch that is no knob annotation, as its pointer; null when there is none. */
export function foreignPointer(patch: JsonObject): string | null {
  const isKnob = (pointer: string) => knobOfPointer(pointer) !== null || pointer.startsWith(mirrorPointer(''));
  return patchPointers(patch).find((pointer) => !isKnob(pointer)) ?? null;
}

function mapAt(document: JsonObject, pointer: string): JsonObject {
  const value = valueAt(document, pointer);
  return isJsonObject(value) ? value : {};
}

function own(map: JsonObject, key: string): JsonValue {
  return Object.hasOwn(map, key) ? (map[key] ?? null) : null;
}
