import { OWN_FIELD_MANAGER } from '@modekeeper/engine';
import { type Clock, systemClock } from '../clock.ts';
import type { AccessQuery, Cluster, FollowLogsInput, MergePatch, PatchOptions, TargetRef } from '../cluster.ts';
import { closedBy, type Gate } from '../gate.ts';
import { accessReviewSchema, deploymentSchema, kubeObjectSchema, type LabelSelector, versionSchema } from '../objects.ts';
import { mapOk } from '../outcome.ts';
import { call, pathOf, SERVER_TIMEOUT_S } from './call.ts';
import { followPodLogs } from './follow-logs.ts';
import { listDeployments } from './list-deployments.ts';
import { listPods } from './list-pods.ts';
import type { Transport } from './transport.ts';

/** The `Cluster` port over the Kubernetes API. */
export function apiCluster(transport: Transport, clock: Clock = systemClock): Cluster {
  const namespace = (name: string) =>
    call(transport, kubeObjectSchema, { method: 'GET', path: pathOf('api', 'v1', 'namespaces', name) });
  return {
    getDeployment: (target) => call(transport, deploymentSchema, { method: 'GET', path: deploymentPath(target) }),
    getNamespace: namespace,
    getClusterUid: async () => mapOk(await namespace('kube-system'), (object) => object.metadata.uid),
    serverVersion: () => call(transport, versionSchema, { method: 'GET', path: '/version' }),
    patchDeployment: (target, patch, options, gate) => patchDeployment(transport, target, patch, options, gate),
    listDeployments: (name, label_selector) => listDeployments(transport, name, label_selector),
    listPods: (name, selector: LabelSelector, limit) => listPods(transport, name, selector, limit),
    followPodLogs: (input: FollowLogsInput) => followPodLogs(transport, clock, input),
    can: (query) => can(transport, query),
  };
}

function deploymentPath({ namespace, name }: TargetRef): string {
  return pathOf('apis', 'apps', 'v1', 'namespaces', namespace, 'deployments', name);
}

/** JSON merge patch, strict field validation, 10 s at the server; the gate is the last thing that happens before the bytes leave. */
function patchDeployment(transport: Transport, target: TargetRef, patch: MergePatch, options: PatchOptions, gate: Gate) {
  return call(transport, deploymentSchema, {
    method: 'PATCH',
    path: deploymentPath(target),
    query: {
      fieldManager: OWN_FIELD_MANAGER,
      fieldValidation: 'Strict',
      timeout: `${SERVER_TIMEOUT_S}s`,
      ...(options.dry_run ? { dryRun: 'All' } : {}),
    },
    body: JSON.stringify(patch),
    content_type: 'application/merge-patch+json',
    before_send: () => closedBy(gate),
  });
}

async function can(transport: Transport, query: AccessQuery) {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: query },
  };
  const path = pathOf('apis', 'authorization.k8s.io', 'v1', 'selfsubjectaccessreviews');
  return mapOk(
    await call(transport, accessReviewSchema, { method: 'POST', path, body: JSON.stringify(review) }),
    (answer) => answer.status.allowed,
  );
}
