import type { EffectChange, JsonValue } from '@modekeeper/contracts';
import { classifyReadBack, PLAN_ANNOTATION, type ReadBack, valueAt } from '@modekeeper/engine';
import { jsonOf, type KubeObject } from '../objects.ts';

/** What a read-back found: the facts of RESOLVE and of the values check. */
export interface FieldReading {
  readonly uid: string;
  readonly resource_version: string;
  /** `modekeeper/plan` on the object. */
  readonly plan_id: string | null;
  /** JSON pointer of each touched field to its value now; null = absent. */
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly read_back: ReadBack;
}

/** Compares an object that was read back with the changes ([pointer, before, after]) of the effect that was approved. */
export function readFields(live: KubeObject, changes: readonly EffectChange[]): FieldReading {
  const json = jsonOf(live);
  const fields = changes.map(([pointer, before, ours]) => ({ pointer, live: valueAt(json, pointer), ours, before }));
  return {
    uid: live.metadata.uid,
    resource_version: live.metadata.resourceVersion,
    plan_id: live.metadata.annotations?.[PLAN_ANNOTATION] ?? null,
    values: Object.fromEntries(fields.map((field) => [field.pointer, field.live])),
    read_back: classifyReadBack(fields),
  };
}
