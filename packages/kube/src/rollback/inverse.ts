import type { EffectChange, JsonObject, JsonValue } from '@modekeeper/contracts';
import { valueAt } from '@modekeeper/engine';
import { jsonOf, type KubeObject } from '../objects.ts';
import { patchOf } from './patch-of.ts';

export interface Inverse {
  /** Merge patch that restores what still holds our value; null when there is nothing left to restore. */
  readonly patch: JsonObject | null;
  /** Pointers that the patch restores. */
  readonly restores: readonly string[];
  /** Pointers that already hold their value from before. */
  readonly restored: readonly string[];
  /** Pointers that somebody else has changed since; left alone (I14). */
  readonly foreign: readonly string[];
}

/** The way back from an effect, limited to fields that we changed and that still hold our value. `changes` = [pointer, before, after]. */
export function inverseOf(live: KubeObject | JsonObject, changes: readonly EffectChange[]): Inverse {
  const leaves: Array<readonly [string, JsonValue]> = [];
  const restored: string[] = [];
  const foreign: string[] = [];
  for (const [pointer, before, after] of changes) {
    const now = valueAt(jsonOf(live), pointer);
    if (same(now, before)) restored.push(pointer);
    else if (same(now, after)) leaves.push([pointer, before]);
    else foreign.push(pointer);
  }
  return { patch: leaves.length > 0 ? patchOf(leaves) : null, restores: leaves.map(([pointer]) => pointer), restored, foreign };
}

// Values are leaves (strings or null); lists and objects compare by their JSON, key order included, which errs towards `foreign`.
function same(left: JsonValue, right: JsonValue): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
