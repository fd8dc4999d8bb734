import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ApiAnswer, type ApiClient, createClient } from '@modekeeper/cluster';
import { inject, onTestFinished } from 'vitest';
import { type ApiHandle, connectApi } from '../api/connect.ts';
import type { Connection } from '../api/connection.ts';
import type { Gate } from '../gate.ts';
import { deploymentSchema } from '../objects.ts';
import { eventually } from './eventually.ts';

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** For tests on the real API server: a namespace of the test's own, an administrator, and service accounts with given rights. */
export interface Scene {
  readonly namespace: string;
  readonly admin: ApiClient;
  /** Creates an object as administrator. */
  create(path: string, object: object): Promise<void>;
  /** A token of a new service account that has these rights in the namespace. */
  tokenWith(rules: readonly Rule[]): Promise<string>;
  /** Ports of whoever holds the token (default: the administrator). */
  connect(token?: string): ApiHandle;
  /** A Deployment that has come to rest. */
  deploy(name: string, annotations?: Readonly<Record<string, string>>): Promise<{ uid: string }>;
  /** Waits until the controllers are done with it: they write to a changed Deployment several times, each time a conflict for somebody. */
  atRest(name: string): Promise<string>;
}

export const open: Gate = async () => ({ allow: true, gates: [] });
export const closed: Gate = async () => ({
  allow: false,
  gates: [{ gate: 'kill_switch', ok: false, reason: 'kill_switch_active' }],
});

export async function makeScene(): Promise<Scene> {
  const admin = createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });
  const namespace = `kube-${randomUUID().slice(0, 8)}`;
  const must = async (answer: Promise<ApiAnswer>): Promise<ApiAnswer> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`the scene could not be set: ${status} ${body}`);
    return { status, body };
  };
  const create = async (path: string, object: object) => {
    await must(admin.call({ method: 'POST', path, body: object }));
  };
  await create('/api/v1/namespaces', { metadata: { name: namespace } });
  onTestFinished(async () => {
    await admin.call({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}` });
    admin.close();
  });
  // Its resourceVersion, empty while the rollout goes on.
  const restingVersion = async (name: string): Promise<string> => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    const { metadata, status } = deploymentSchema.parse(JSON.parse((await admin.call({ method: 'GET', path })).body));
    const progressed = status?.conditions?.some(
      ({ type, reason }) => type === 'Progressing' && reason === 'NewReplicaSetAvailable',
    );
    const done = progressed && status?.availableReplicas === 1 && status.observedGeneration === metadata.generation;
    return done ? metadata.resourceVersion : '';
  };
  const atRest = async (name: string): Promise<string> => {
    let last = '';
    return eventually(
      () => restingVersion(name),
      (version) => {
        const same = version !== '' && version === last;
        last = version;
        return same;
      },
    );
  };
  return {
    namespace,
    admin,
    create,
    atRest,
    async tokenWith(rules) {
      const name = `sa-${randomUUID().slice(0, 8)}`;
      const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
      await create(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
      await create(`${rbac}/roles`, { metadata: { name }, rules });
      await create(`${rbac}/rolebindings`, {
        metadata: { name },
        roleRef,
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      });
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
      const { body } = await must(admin.call({ method: 'POST', path, body: { spec: { expirationSeconds: 3600 } } }));
      return (JSON.parse(body) as { status: { token: string } }).status.token;
    },
    connect(token = inject('adminToken')) {
      const api = connectApi(connectionOf(inject('apiServer'), token));
      onTestFinished(() => api.close());
      return api;
    },
    async deploy(name, annotations = {}) {
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
      const { body } = await must(admin.call({ method: 'POST', path, body: deployment(name, annotations) }));
      await atRest(name);
      return (JSON.parse(body) as { metadata: { uid: string } }).metadata;
    },
  };
}

/** A connection by bearer token, as a test needs it. */
export function connectionOf(server: string, token: string): Connection {
  const tls = { ca: readFileSync(inject('caFile')) };
  const credentials = { tls, headers: { authorization: `Bearer ${token}` } };
  return { server, namespace: null, credentials: async () => credentials, rejected: () => undefined };
}

function deployment(name: string, annotations: Readonly<Record<string, string>>) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, annotations },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name }, annotations }, spec: { containers: [{ name: 'main', image: 'pretend' }] } },
    },
  };
}
