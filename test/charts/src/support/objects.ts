import { randomBytes } from 'node:crypto';
import { type ApiClient, fetchObject, findObject, waitFor } from '@modekeeper/cluster';
import { expect } from 'vitest';
import { asAdmin } from './api.ts';

export const apps = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}`;
export const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;

export type Container = { name: string; image: string; env?: { name: string; value: string }[] };
export type Deployment = {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    generation: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    ownerReferences?: object[];
    managedFields?: { manager: string; operation: string; [field: string]: unknown }[];
  };
  spec: {
    template: { metadata: { annotations?: Record<string, string> }; spec: { containers: Container[] } };
    [field: string]: unknown;
  };
  status?: { observedGeneration?: number };
};

/** A fresh namespace with the given annotations, Pod Security restricted enforced; its name. */
export async function makeNamespace(purpose: string, annotations: Record<string, string> = {}): Promise<string> {
  const name = `charts-${purpose}-${randomBytes(3).toString('hex')}`;
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await fetchObject(asAdmin(), { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name, labels, annotations } } });
  return name;
}

/** Sets (or with null removes) the switch of a namespace. */
export const setApply = (namespace: string, value: string | null) =>
  fetchObject(asAdmin(), {
    method: 'PATCH',
    path: `/api/v1/namespaces/${namespace}`,
    body: { metadata: { annotations: { 'modekeeper/apply': value } } },
  });

const restrictedContainer = {
  image: 'example/pause:1',
  env: [{ name: 'MODE', value: 'train' }],
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

/** The manifest of a small Deployment with knobs 1 and 1, an annotation of somebody else's on both levels, and a finalizer. */
export function deploymentManifest(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      labels,
      annotations: { 'modekeeper/knobs': 'concurrency,dataloader_prefetch_factor', 'example/owner': 'team' },
    },
    spec: {
      replicas: 0,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: {
          labels,
          annotations: {
            'modekeeper/knob.concurrency': '1',
            'modekeeper/knob.dataloader_prefetch_factor': '1',
            'example/team': 'vision',
          } as Record<string, string>,
        },
        spec: {
          securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{ name: 'trainer', ...restrictedContainer }],
        },
      },
    },
  };
}

/** Creates a Deployment as the administrator. */
export const makeDeployment = (
  namespace: string,
  name: string,
  change: (manifest: ReturnType<typeof deploymentManifest>) => void = () => undefined,
) => {
  const manifest = deploymentManifest(name);
  change(manifest);
  return fetchObject<Deployment>(asAdmin(), {
    method: 'POST',
    path: `${apps(namespace)}/deployments`,
    body: manifest,
    query: { fieldManager: 'team' },
  });
};

export const readDeployment = (namespace: string, name: string) =>
  fetchObject<Deployment>(asAdmin(), { method: 'GET', path: `${apps(namespace)}/deployments/${name}` });

/** Waits until the path answers 404. */
export async function expectGone(path: string, client: ApiClient = asAdmin()): Promise<void> {
  await expect
    .poll(() => findObject(client, { method: 'GET', path }), { timeout: 30_000, interval: 200, message: path })
    .toBeNull();
}

const revision = 'deployment.kubernetes.io/revision';

/** What people and the connector decide about a Deployment; what its controller writes (status, revision, versions) is left out. */
export async function readDesired(namespace: string, name: string) {
  const { metadata, spec } = await readDeployment(namespace, name);
  const { [revision]: _, ...annotations } = metadata.annotations ?? {};
  const { labels, finalizers, ownerReferences, generation } = metadata;
  return { spec, annotations, labels, finalizers, ownerReferences, generation };
}

/** Waits until the controller has taken notice of a Deployment, so that it leaves it alone from now on. */
export const awaitObserved = (namespace: string, name: string) =>
  waitFor(
    async () => {
      const { metadata, status } = await readDeployment(namespace, name);
      return status?.observedGeneration === metadata.generation && metadata.annotations?.[revision] !== undefined;
    },
    { what: `the controller of Deployment ${namespace}/${name}`, timeout_ms: 60_000 },
  );
