/** As much of any object as this folder looks at. */
export type KubeObject = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    managedFields?: { manager: string; fieldsV1?: Record<string, unknown> }[];
  };
  data?: Record<string, string>;
};

/** Names one object. */
export type ObjectRef = { kind: string; namespace: string | undefined; name: string };

type Resource = { group: string; version: string; resource: string };

/** Every kind that is ever made here. A chart that brings another one fails the first run: what is not known cannot be listed. */
const RESOURCES: Readonly<Record<string, Resource>> = {
  Namespace: { group: '', version: 'v1', resource: 'namespaces' },
  ServiceAccount: { group: '', version: 'v1', resource: 'serviceaccounts' },
  Secret: { group: '', version: 'v1', resource: 'secrets' },
  ConfigMap: { group: '', version: 'v1', resource: 'configmaps' },
  Lease: { group: 'coordination.k8s.io', version: 'v1', resource: 'leases' },
  Role: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'roles' },
  RoleBinding: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'rolebindings' },
  ClusterRole: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterroles' },
  ClusterRoleBinding: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterrolebindings' },
  ValidatingAdmissionPolicy: { group: 'admissionregistration.k8s.io', version: 'v1', resource: 'validatingadmissionpolicies' },
  ValidatingAdmissionPolicyBinding: {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    resource: 'validatingadmissionpolicybindings',
  },
};

/** Group, version and plural of a kind. */
export function resourceOf(kind: string): Resource {
  const found = RESOURCES[kind];
  if (found === undefined) throw new Error(`the charts bring a ${kind}, which own-cluster/objects.ts does not know`);
  return found;
}

/** Path of an object, or with `name` empty of its collection. */
export function pathOf({ kind, namespace, name }: ObjectRef): string {
  const { group, version, resource } = resourceOf(kind);
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const inside = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${root}${inside}/${resource}${name === '' ? '' : `/${encodeURIComponent(name)}`}`;
}

/** Reference of a rendered or stored object. */
export function refOf({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>): ObjectRef {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}

/** One line for people. */
export function describe({ kind, namespace, name }: ObjectRef): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
