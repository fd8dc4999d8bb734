import { dnsLabelSchema, dnsSubdomainSchema, isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';

/** An item as every command of `mk k8s` uses it: other keys are dropped, a patch that is null or absent is empty. */
export type PlanItem = { namespace: string; name: string; patch: JsonObject };

/** What is wrong with a plan document; `index` only for a bad item. */
export type PlanFault = { kind: 'invalid_shape'; text: string } | { kind: 'invalid_item'; index: number; text: string };
export type ReadPlan = { ok: true; items: PlanItem[] } | { ok: false; fault: PlanFault };

const NEITHER = 'k8s verify expects plan JSON to be a list, a single plan object, or an envelope with items';
const NO_LIST = 'k8s verify expects plan.items to be a list when using envelope form';

/**
 * Items of a Kubernetes plan (contract page `kubernetes`, "Plan"): a list, an object with `items`, or any other object as one item. The
 * first bad item stops everything; values are not trimmed.
 */
export function readPlan(document: JsonValue): ReadPlan {
  if (Array.isArray(document)) return readItems(document);
  if (!isJsonObject(document)) return { ok: false, fault: { kind: 'invalid_shape', text: NEITHER } };
  if (!Object.hasOwn(document, 'items')) return readItems([document]);
  return Array.isArray(document.items)
    ? readItems(document.items)
    : { ok: false, fault: { kind: 'invalid_shape', text: NO_LIST } };
}

/** Items of a list; `k8s render` takes nothing else. */
export function readItems(list: readonly JsonValue[]): ReadPlan {
  const items: PlanItem[] = [];
  for (const [index, value] of list.entries()) {
    const read = readItem(value);
    if (typeof read === 'string')
      return { ok: false, fault: { kind: 'invalid_item', index, text: `plan item at index ${index} ${read}` } };
    items.push(read);
  }
  return { ok: true, items };
}

/** An item, or what is wrong with it. */
function readItem(value: JsonValue): PlanItem | string {
  if (!isJsonObject(value)) return 'must be an object';
  const namespace = dnsLabelSchema.safeParse(value.namespace);
  if (!namespace.success) return 'has invalid namespace';
  const name = dnsSubdomainSchema.safeParse(value.name);
  if (!name.success) return 'has invalid name';
  const patch = value.patch ?? {};
  return isJsonObject(patch) ? { namespace: namespace.data, name: name.data, patch } : 'has invalid patch';
}

/** Namespace and Deployment as reports name them: the single distinct value, else (an empty plan too) `mixed`. */
export function planScope(items: readonly PlanItem[]): { k8s_namespace: string; k8s_deployment: string } {
  const single = (values: string[]) => (new Set(values).size === 1 ? (values[0] ?? 'mixed') : 'mixed');
  return {
    k8s_namespace: single(items.map(({ namespace }) => namespace)),
    k8s_deployment: single(items.map(({ name }) => name)),
  };
}
