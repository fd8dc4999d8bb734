import { setTimeout as sleep } from 'node:timers/promises';
import { isModeKeeperError, ModeKeeperError } from '@modekeeper/contracts';
import { FIELD_MANAGER } from './namespace-switch.ts';
import { describe, type KubeObject, type ObjectRef } from './objects.ts';
import type { UserApi } from './user-api.ts';

const LABELS = {
  'app.kubernetes.io/managed-by': FIELD_MANAGER,
  // No pod is ever made in it; should somebody make one, it is a harmless one.
  'pod-security.kubernetes.io/enforce': 'restricted',
};

/** Whether `npm start -- --kubeconfig` made this namespace. */
export function isOwnNamespace({ metadata }: KubeObject): boolean {
  return metadata.labels?.['app.kubernetes.io/managed-by'] === FIELD_MANAGER;
}

/** @throws as `UserApi` */
export async function createOwnNamespace(api: UserApi, name: string): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: LABELS } };
  await api.call({ method: 'POST', path: '/api/v1/namespaces', query: { fieldManager: FIELD_MANAGER }, body });
}

type Resources = { resources: { name: string; namespaced: boolean; kind: string; verbs: string[] }[] };

// What Kubernetes itself puts into each namespace, and what says nothing about its use.
const OWN_OF_KUBERNETES = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];
const NOT_COUNTED = ['Event'];

/**
 * Everything in a namespace that Kubernetes did not put there, over every kind that the API server knows.
 * @throws as `UserApi`: a namespace that cannot be looked into completely must not be called empty
 */
async function contentsOf(api: UserApi, namespace: string): Promise<ObjectRef[]> {
  const groups = await api.call<{ groups: { preferredVersion: { groupVersion: string } }[] }>({ method: 'GET', path: '/apis' });
  const roots = ['/api/v1', ...groups.groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const found: ObjectRef[] = [];
  for (const root of roots) {
    const { resources } = await api.call<Resources>({ method: 'GET', path: root });
    for (const { name, namespaced, kind, verbs } of resources) {
      if (!namespaced || !verbs.includes('list') || NOT_COUNTED.includes(kind)) continue;
      const list = await api.call<{ items: KubeObject[] }>({ method: 'GET', path: `${root}/namespaces/${namespace}/${name}` });
      found.push(...list.items.map(({ metadata }) => ({ kind, namespace, name: metadata.name })));
    }
  }
  return found.filter(({ kind, name }) => !OWN_OF_KUBERNETES.includes(`${kind} ${name}`));
}

const GONE_TIMEOUT_MS = 60_000;

/**
 * Deletes the namespace that was made here, when nothing of anybody else's is in it; otherwise answers why it stays.
 * @throws as `UserApi`, `timeout`
 */
export async function deleteOwnNamespace(api: UserApi, name: string): Promise<{ deleted: true } | { kept: string }> {
  const others = await contentsOf(api, name).catch((error: unknown) => {
    if (isModeKeeperError(error)) return error;
    throw error;
  });
  if (!Array.isArray(others)) return { kept: `it cannot be looked into completely (${others.message})` };
  if (others.length > 0)
    return { kept: `it holds ${others.slice(0, 3).map(describe).join(', ')}${others.length > 3 ? ' and more' : ''}` };
  const path = `/api/v1/namespaces/${name}`;
  await api.call({ method: 'DELETE', path });
  for (const end = performance.now() + GONE_TIMEOUT_MS; performance.now() < end; await sleep(200)) {
    if ((await api.find(path)) === null) return { deleted: true };
  }
  throw new ModeKeeperError({
    code: 'timeout',
    message: `Namespace ${name} is being deleted, and that takes longer than ${GONE_TIMEOUT_MS / 1000} s.`,
    hint: `Look at what holds it: kubectl get namespace ${name} -o yaml`,
  });
}
