import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import { fromPointer, valueAt } from '../effect/pointer.ts';
import { knobAnnotation } from '../plan/build-patch.ts';

/** Who owns fields of an object: one entry of `metadata.managedFields`. */
export type FieldManager = { readonly manager: string; readonly operation: string; readonly fields: JsonObject };

/** What the passport's rules need to know of the live object. */
export type ObjectFacts = {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly template_annotations: Readonly<Record<string, string>>;
  /** `max_surge` as written (`1`, `"25%"`); null when unset. */
  readonly strategy: { readonly type: string; readonly max_surge: number | string | null } | null;
  readonly managers: readonly FieldManager[];
};

function texts(value: JsonValue): Record<string, string> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function managersOf(live: JsonObject): FieldManager[] {
  const entries = valueAt(live, '/metadata/managedFields');
  if (!Array.isArray(entries)) return [];
  return entries
    .filter(isJsonObject)
    .flatMap(({ manager, operation, fieldsV1 }) =>
      isJsonObject(fieldsV1) ? [{ manager: String(manager ?? ''), operation: String(operation ?? ''), fields: fieldsV1 }] : [],
    );
}

/** Reads the facts of a Deployment as the API server returned it (`managedFields` included). */
export function readObjectFacts(live: JsonObject): ObjectFacts {
  const type = valueAt(live, '/spec/strategy/type');
  const surge = valueAt(live, '/spec/strategy/rollingUpdate/maxSurge');
  return {
    labels: texts(valueAt(live, '/metadata/labels')),
    annotations: texts(valueAt(live, '/metadata/annotations')),
    template_annotations: texts(valueAt(live, '/spec/template/metadata/annotations')),
    strategy:
      typeof type === 'string'
        ? { type, max_surge: typeof surge === 'number' || typeof surge === 'string' ? surge : null }
        : null,
    managers: managersOf(live),
  };
}

/**
 * Managers that own a leaf, by `fieldsV1` (Kubernetes, "Server-Side Apply": member `k` is `f:k`). Operation `Apply` means
 * server-side apply, `Update` everything else.
 */
export function managersOfLeaf(managers: readonly FieldManager[], pointer: string): FieldManager[] {
  return managers.filter(({ fields }) => {
    let node: JsonValue | undefined = fields;
    for (const key of fromPointer(pointer))
      node = isJsonObject(node) && Object.hasOwn(node, `f:${key}`) ? node[`f:${key}`] : undefined;
    return node !== undefined;
  });
}

/** An integer as people may have written it into an annotation (blanks around it are allowed), or null. */
export function parseKnobValue(text: JsonValue | undefined): number | null {
  if (typeof text !== 'string' || !/^[+-]?\d{1,15}$/.test(text.trim())) return null;
  return Number(text.trim()) + 0;
}

/** A knob's value: its template annotation. `unset` when absent, null when it is not an integer. */
export function liveKnob(object: Pick<ObjectFacts, 'template_annotations'>, knob: string): number | null | 'unset' {
  const key = knobAnnotation(knob);
  return Object.hasOwn(object.template_annotations, key) ? parseKnobValue(object.template_annotations[key]) : 'unset';
}

/** Knobs that the workload says it reads: annotation `modekeeper/knobs: a,b` on the object. */
export function declaredKnobs(object: Pick<ObjectFacts, 'annotations'>): string[] {
  return (object.annotations['modekeeper/knobs'] ?? '').split(',').flatMap((knob) => knob.trim() || []);
}
