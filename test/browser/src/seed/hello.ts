import type { HelloBody, TargetRef } from '@modekeeper/contracts';
import { ulid } from './random.ts';

/** The workload that the fake connector watches. */
export const WORKLOAD: TargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train-prod', name: 'llm-70b' };

const right = (verb: string, group: string, resource: string, name: string | null) => ({
  ...{ verb, group, resource, name, namespace: WORKLOAD.namespace, allowed: true },
});

/** What a healthy connector in mode `apply` says of itself. */
export function helloOf(stream: string, changes: Partial<HelloBody>): HelloBody {
  return {
    ...{ boot_id: ulid(), stream, last_acknowledged: null, protocol: { min: 1, max: 1 } },
    capabilities: ['apply.deployment_template', 'verify.effect', 'telemetry.pod_logs'],
    mode: 'apply',
    targets: [{ target: WORKLOAD, passport_digest: null }],
    rights: [
      right('get', 'apps', 'deployments', WORKLOAD.name),
      right('patch', 'apps', 'deployments', WORKLOAD.name),
      right('list', '', 'pods', null),
      right('get', '', 'pods/log', null),
    ],
    guard: { policy_name: 'modekeeper-guard', ok: true, reason: null, checked_at_ms: Date.now() },
    kill: {
      ...{ active: false, signal: null, epoch: 0 },
      sources: [
        { source: 'env', name: 'MODEKEEPER_KILL_SWITCH', state: 'off', signal: null },
        { source: 'configmap', name: 'modekeeper/modekeeper-kill', state: 'off', signal: null },
        { source: 'cloud', name: 'cloud', state: 'off', signal: null },
      ],
    },
    versions: { connector: '0.1.0', chart: '0.1.0', kubernetes: 'v1.36.3' },
    ...changes,
  };
}
