import type { Access } from './rbac.ts';

/** In the order in which they are applied. */
const MANIFESTS = ['00_namespace.yaml', '10_serviceaccount.yaml', '20_rbac.yaml', '30_job.yaml'] as const;

const head = (why: string) => [
  '#!/usr/bin/env bash',
  'set -Eeuo pipefail',
  `# ${why}`,
  `CDPATH= cd -- "$(dirname -- "\${BASH_SOURCE[0]}")"`,
];
const KUBECTL = `"\${KUBECTL:-kubectl}"`;

export function applyScript(): string {
  const lines = MANIFESTS.map((file) => `${KUBECTL} apply -f ${file}`);
  return [...head('Applies the runner to the context that kubectl has now.'), ...lines, ''].join('\n');
}

/** The way back, in reverse; what is gone already is no fault. */
export function rollbackScript(): string {
  const lines = MANIFESTS.toReversed().map((file) => `${KUBECTL} delete --ignore-not-found -f ${file}`);
  return [...head('Takes away what apply.sh made, the namespace with all that is in it included.'), ...lines, ''].join('\n');
}

export function readme({ clusterrole, jobName, namespace, scope, serviceaccount }: Access & { jobName: string }): string {
  const role = scope === 'cluster' ? 'ClusterRole' : 'Role';
  const reach = scope === 'cluster' ? 'the whole cluster' : `the namespace \`${namespace}\` only`;
  return `# ModeKeeper runner

A Job that runs \`mk quickstart\` once, in the cluster, and reads only.

|file|what|
|---|---|
|00_namespace.yaml|namespace \`${namespace}\`|
|10_serviceaccount.yaml|service account \`${serviceaccount}\`|
|20_rbac.yaml|${role} \`${clusterrole}\` and its binding: get, list and watch in ${reach}; logs of pods; no Secrets, no ConfigMaps, no writes|
|30_job.yaml|Job \`${jobName}\`: not root, read-only root, no capabilities, results in /out|

Check which cluster kubectl talks to (\`kubectl config current-context\`), read the files, then:

    ./apply.sh
    kubectl -n ${namespace} logs -f job/${jobName}

When the log says MODEKEEPER_DONE, the results can be copied for 15 minutes:

    kubectl -n ${namespace} cp "$(kubectl -n ${namespace} get pods -l job-name=${jobName} -o name | head -n 1 | cut -d/ -f2)":/out/quickstart quickstart

Kubernetes removes the finished Job after a day. A Job cannot be changed: run rollback.sh before apply.sh with other values.

    ./rollback.sh

deletes all four files' objects in reverse. It deletes the namespace \`${namespace}\` with everything in it, also what others put there.
`;
}
