import { type EffectChange, isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import { type PlanItem, type Preimage, patchPointers, valueAt } from '@modekeeper/engine';
import { patchOf } from './patch-of.ts';

/**
 * What a merge patch makes of each of its leaves: [pointer, before, after]. An empty object as a leaf changes nothing but what is no object
 * yet, and the API server leaves empty maps out, so that it stays what it was or absent. A patch without leaves changes nothing.
 */
export function changesOf(patch: JsonObject, { values }: Pick<Preimage, 'values'>): EffectChange[] {
  return patchPointers(patch)
    .filter((pointer) => pointer !== '')
    .map((pointer) => {
      const before: JsonValue = values[pointer] ?? null;
      const named = valueAt(patch, pointer);
      return [pointer, before, isJsonObject(named) ? (isJsonObject(before) ? before : null) : named];
    });
}

export type RollbackItem = {
  kind: 'Deployment';
  namespace: string;
  name: string;
  uid: string;
  patch: JsonObject;
  preimage_sha256: string;
};

/** `items` of rollback_plan.v1: in reverse order, each with the patch that restores every leaf's previous value, null where it was absent. */
export function rollbackItems(items: readonly (PlanItem & { preimage: Preimage })[]): RollbackItem[] {
  return items
    .map(({ name, namespace, patch, preimage }): RollbackItem => {
      const inverse = patchOf(changesOf(patch, preimage).map(([pointer, before]) => [pointer, before]));
      return { kind: 'Deployment', namespace, name, uid: preimage.uid, patch: inverse, preimage_sha256: preimage.sha256 };
    })
    .reverse();
}
