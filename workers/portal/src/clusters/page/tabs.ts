/** Tabs of a cluster's page, as its address names them; the first one when it names none. */
export const CLUSTER_TABS = ['live', 'plans', 'passport', 'connector', 'events'] as const;
export type ClusterTab = (typeof CLUSTER_TABS)[number];

/** A tab from an address; anything else is left out of it. */
export function readTab(value: unknown): { tab?: ClusterTab } {
  const tab = CLUSTER_TABS.find((name) => name === value);
  return tab === undefined ? {} : { tab };
}
