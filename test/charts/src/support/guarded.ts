import { type ApiClient, fetchObject, waitFor } from '@modekeeper/cluster';
import { asAdmin, asServiceAccount, send } from './api.ts';
import { apps, awaitObserved, core, makeDeployment, makeNamespace } from './objects.ts';
import { chart, helm } from './run-helm.ts';
import { guardValues, type Values } from './values.ts';

/** A ServiceAccount bound by a guard release, with far more rights than the connector's chart grants: only the guard holds it back. */
export type Guarded = {
  own: string;
  target: string;
  policy: string;
  connector: ApiClient;
  /** Uninstalls the guard and drops the account's rights. */
  close(): Promise<void>;
};

export const account = 'connector';
const clusterRoles = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';

/** Lets the account do everything in the cluster, so that RBAC hides nothing from the guard. */
export async function grantEverything(namespace: string, name: string): Promise<void> {
  await fetchObject(asAdmin(), {
    method: 'POST',
    path: clusterRoles,
    body: {
      metadata: { name: `${namespace}-${name}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', namespace, name }],
    },
  });
}

export const dropRights = (namespace: string, name: string) =>
  fetchObject(asAdmin(), { method: 'DELETE', path: `${clusterRoles}/${namespace}-${name}` });

export async function makeAccount(namespace: string, name: string): Promise<ApiClient> {
  await fetchObject(asAdmin(), { method: 'POST', path: `${core(namespace)}/serviceaccounts`, body: { metadata: { name } } });
  await grantEverything(namespace, name);
  return asServiceAccount(namespace, name);
}

/** Waits until the policy refuses the account something in a namespace: a new policy needs up to a second. */
export const expectInForce = (connector: ApiClient, namespace: string, policy: string) =>
  waitFor(
    async () => {
      const path = `${apps(namespace)}/deployments/trainer`;
      const { message } = await send(connector, {
        method: 'PATCH',
        path,
        body: { spec: { replicas: 1 } },
        query: { dryRun: 'All' },
      });
      return message.includes(`'${policy}'`);
    },
    { what: `policy ${policy}`, timeout_ms: 60_000 },
  );

/** Two namespaces, an account, a Deployment `trainer`, and the guard of the given mode in force; `lock` = modekeeper/apply. */
export async function makeGuarded(mode: 'verify' | 'apply', lock: string | null, over: Values = {}): Promise<Guarded> {
  const own = await makeNamespace('guard');
  const target = await makeNamespace('guarded', lock === null ? {} : { 'modekeeper/apply': lock });
  const policy = `${own}-guard`;
  const connector = await makeAccount(own, account);
  await makeDeployment(target, 'trainer');
  await helm(['install', policy, chart('modekeeper-guard'), '--namespace', own], guardValues(mode, own, account, over));
  await awaitObserved(target, 'trainer');
  await expectInForce(connector, target, policy);
  return {
    own,
    target,
    policy,
    connector,
    async close() {
      connector.close();
      await helm(['uninstall', policy, '--namespace', own, '--ignore-not-found']);
      await dropRights(own, account);
    },
  };
}
