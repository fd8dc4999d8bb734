import {
  gpuRequest,
  hasDevicePlugin,
  hasGpuCapacity,
  type Kubectl,
  type KubectlResult,
  type SnipLimits,
  snip,
} from '@modekeeper/kube/kubectl';

export type Target = { namespace: string; deployment: string };
type CheckSpec = { name: string; args: readonly string[]; keep: SnipLimits };
export type PreflightCheck = { name: string; ok: boolean; rc: number; stdout_snip: string; stderr_snip: string };

const STDERR: SnipLimits = { lines: 4, characters: 240 };

/** The seven checks of `preflight.v0`, variant A, in their order. */
export function preflightChecks({ deployment, namespace }: Target): CheckSpec[] {
  const canI = (resource: string) => ['auth', 'can-i', 'get', resource, '-n', namespace];
  const check = (name: string, args: readonly string[], lines: number, characters: number): CheckSpec => ({
    name,
    args,
    keep: { lines, characters },
  });
  return [
    check('current_context', ['config', 'current-context'], 4, 240),
    check('cluster_info', ['cluster-info'], 8, 500),
    check('get_ns', ['get', 'ns'], 12, 500),
    check('get_deployment_wide', ['-n', namespace, 'get', 'deploy', deployment, '-o', 'wide'], 8, 500),
    check('get_pods_wide', ['-n', namespace, 'get', 'pods', '-o', 'wide'], 8, 500),
    check('can_i_get_pods', canI('pods'), 4, 120),
    check('can_i_get_deployments_apps', canI('deployments.apps'), 4, 120),
  ];
}

/** A check's row in the report. */
export function checkRow({ keep, name }: CheckSpec, { rc, stderr, stdout }: KubectlResult): PreflightCheck {
  return { name, ok: rc === 0, rc, stdout_snip: snip(stdout, keep), stderr_snip: snip(stderr, STDERR) };
}

export type GpuFacts = { gpu_capacity_present: boolean; nvidia_device_plugin_present: boolean; deploy_gpu_request: number };

/** What cluster and Deployment say of GPUs; what cannot be read counts as absent. */
export async function gpuFacts(kubectl: Kubectl, { deployment, namespace }: Target): Promise<GpuFacts> {
  const answer = async (...args: string[]) => {
    const { rc, stdout } = await kubectl(args);
    return rc === 0 ? stdout : '';
  };
  const plugin = (kind: string) => answer('-n', 'kube-system', 'get', kind, '-o', 'name');
  return {
    gpu_capacity_present: hasGpuCapacity(await answer('get', 'nodes', '-o', 'json')),
    nvidia_device_plugin_present: hasDevicePlugin(await plugin('ds')) || hasDevicePlugin(await plugin('pods')),
    deploy_gpu_request: gpuRequest(await answer('-n', namespace, 'get', 'deploy', deployment, '-o', 'json')),
  };
}

/** Notes on the facts; they never block. */
export function gpuNotes(facts: GpuFacts): string[] {
  const notes: string[] = [];
  if (!facts.gpu_capacity_present) notes.push('gpu_not_in_cluster');
  if (!facts.nvidia_device_plugin_present) notes.push('device_plugin_missing');
  if (facts.deploy_gpu_request === 0) notes.push('deploy_not_requesting_gpu');
  return notes;
}
