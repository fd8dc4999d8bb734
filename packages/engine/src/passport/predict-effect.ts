import { compareCodePoints, type EffectChange, type EffectObject } from '@modekeeper/contracts';
import { knobAnnotation } from '../plan/build-patch.ts';
import { knobPointer, mirrorPointer } from './effect-knobs.ts';
import type { ObjectFacts } from './object-facts.ts';

/**
 * The effect that these changes would have on an API server without webhooks, from the live object alone. Good enough to
 * tell in advance what the passport will say, never a replacement for the dry run: no plan is applied on it.
 */
export function predictEffect(
  object: Pick<ObjectFacts, 'annotations' | 'template_annotations'>,
  changes: readonly { readonly knob: string; readonly to: number | null }[],
): EffectObject {
  const edits = new Map<string, EffectChange>();
  for (const { knob, to } of changes) {
    const key = knobAnnotation(knob);
    const after = to === null ? null : String(to);
    for (const [pointer, now] of [
      [knobPointer(knob), object.template_annotations],
      [mirrorPointer(knob), object.annotations],
    ] as const) {
      const before = Object.hasOwn(now, key) ? (now[key] ?? null) : null;
      if (before !== after) edits.set(pointer, [pointer, before, after]);
    }
  }
  return { uid: '', preimage_sha256: '', changes: [...edits.values()].sort(([a], [b]) => compareCodePoints(a, b)) };
}
