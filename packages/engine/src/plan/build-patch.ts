import { digestOf, type K8sPatch, type K8sPlanItem, KNOB_ANNOTATION_PREFIX, type TargetRef } from '@modekeeper/contracts';

/** A knob and its target; `null` removes the annotation (rollback to "unset"). */
export type KnobTarget = { readonly knob: string; readonly to: number | null };

/** Annotation key of a knob: `modekeeper/knob.<knob>`. */
export function knobAnnotation(knob: string): string {
  return `${KNOB_ANNOTATION_PREFIX}${knob}`;
}

/**
 * JSON merge patch that sets the knobs in both annotation maps: on the pod template (the value itself) and on the object
 * (its mirror). A later change of the same knob wins (contract page `kubernetes`, "Plan").
 */
export function buildPatch(changes: readonly KnobTarget[]): K8sPatch {
  const annotations = Object.fromEntries(changes.map(({ knob, to }) => [knobAnnotation(knob), to === null ? null : String(to)]));
  return { metadata: { annotations }, spec: { template: { metadata: { annotations: { ...annotations } } } } };
}

/** The plan's items for one Deployment: one coalesced item, or none when nothing changes. */
export function buildItems(target: Pick<TargetRef, 'namespace' | 'name'>, changes: readonly KnobTarget[]): K8sPlanItem[] {
  if (changes.length === 0) return [];
  const { namespace, name } = target;
  return [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name, reason: 'coalesced', patch: buildPatch(changes) }];
}

/** `plan_sha256`: SHA-256 hex over the canonical `[{name, namespace, patch}]` of the items, in plan order. */
export function planSha256(items: readonly { name: string; namespace: string; patch: unknown }[]): string {
  return digestOf(items.map(({ name, namespace, patch }) => ({ name, namespace, patch })));
}
