import { digestOf, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import type { KubeObject } from '../objects.ts';
import { leavesOf, valueAt } from '../pointer.ts';

/** The touched fields before a change (kubernetes.md, "k8s verify", `preimage`). */
export interface Preimage {
  readonly uid: string;
  readonly resource_version: string;
  /** JSON pointer of each patch leaf to its current value; null = absent. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** SHA-256 over the canonical JSON of {uid, values}. */
  readonly sha256: string;
}

/** Reads the pre-image of a plan item's patch from a live object. */
export function preimageOf(live: KubeObject, patch: JsonObject): Preimage {
  const values = Object.fromEntries(leavesOf(patch).map(([pointer]) => [pointer, valueAt(live, pointer)]));
  const { uid, resourceVersion } = live.metadata;
  return { uid, resource_version: resourceVersion, values, sha256: digestOf({ uid, values }) };
}
