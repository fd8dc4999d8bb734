import type { Manifest } from './yaml.ts';

type Rights = { group: string; namespaced: readonly string[]; cluster?: readonly string[]; verbs?: readonly string[] };

const READ = ['get', 'list', 'watch'];
/** What the runner may read (contract page `kubernetes`, "install k8s-runner"). It may write nothing. */
const RIGHTS: readonly Rights[] = [
  {
    group: '',
    namespaced: ['pods', 'services', 'endpoints', 'events', 'resourcequotas', 'limitranges', 'persistentvolumeclaims'],
    cluster: ['namespaces', 'nodes', 'persistentvolumes'],
  },
  { group: '', namespaced: ['pods/log'], verbs: ['get'] },
  { group: 'apps', namespaced: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'] },
  { group: 'batch', namespaced: ['jobs', 'cronjobs'] },
  { group: 'autoscaling', namespaced: ['horizontalpodautoscalers'] },
  { group: 'networking.k8s.io', namespaced: ['ingresses', 'networkpolicies'] },
  { group: 'storage.k8s.io', namespaced: [], cluster: ['storageclasses', 'volumeattachments'] },
];

export type Access = { namespace: string; serviceaccount: string; clusterrole: string; scope: 'cluster' | 'namespace' };

/** Role and binding: for the whole cluster, or for what is in the namespace. */
export function rbacManifests({ clusterrole, namespace, scope, serviceaccount }: Access): [Manifest, Manifest] {
  const wide = scope === 'cluster';
  const apiGroup = 'rbac.authorization.k8s.io';
  const kind = wide ? 'ClusterRole' : 'Role';
  const metadata = (name: string) => (wide ? { name } : { name, namespace });
  const rules = RIGHTS.map(({ cluster = [], group, namespaced, verbs = READ }) => ({
    apiGroups: [group],
    resources: wide ? [...cluster, ...namespaced] : namespaced,
    verbs,
  })).filter(({ resources }) => resources.length > 0);
  return [
    { apiVersion: `${apiGroup}/v1`, kind, metadata: metadata(clusterrole), rules },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: `${kind}Binding`,
      metadata: metadata(bindingName(clusterrole)),
      roleRef: { apiGroup, kind, name: clusterrole },
      subjects: [{ kind: 'ServiceAccount', name: serviceaccount, namespace }],
    },
  ];
}

export function bindingName(clusterrole: string): string {
  return `${clusterrole}-binding`;
}
