import type { EffectChange } from '@modekeeper/contracts';
import { PLAN_ANNOTATION } from '../apply/body.ts';
import type { KubeObject } from '../objects.ts';
import { inverseOf } from '../rollback/inverse.ts';

/** Which of an effect's fields hold our value, theirs from before, or somebody else's; the facts of RESOLVE and of the values check. */
export interface FieldStates {
  readonly uid: string;
  /** `modekeeper/plan` on the object. */
  readonly plan_id: string | null;
  readonly ours: readonly string[];
  readonly before: readonly string[];
  readonly foreign: readonly string[];
}

/** Compares an object that was read back with the effect that was approved. A field whose before and after are equal counts as `before`. */
export function fieldStates(live: KubeObject, changes: readonly EffectChange[]): FieldStates {
  const { restores, restored, foreign } = inverseOf(live, changes);
  return {
    uid: live.metadata.uid,
    plan_id: live.metadata.annotations?.[PLAN_ANNOTATION] ?? null,
    ours: restores,
    before: restored,
    foreign,
  };
}
