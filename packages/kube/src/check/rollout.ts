import type { Deployment } from '../objects.ts';

export type RolloutStatus =
  | { readonly state: 'complete' }
  | { readonly state: 'waiting'; readonly detail: string }
  /** `progress_deadline_exceeded`: the controller has given up; `paused`: it will not start. */
  | { readonly state: 'failed'; readonly detail: 'progress_deadline_exceeded' | 'paused' };

/**
 * Where a rollout stands, by kubectl's rules (`DeploymentStatusViewer.Status`, k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go), with one
 * addition: the controller must have seen `generation`, the one that our patch returned, and whatever the object carries by now.
 */
export function rolloutStatus(deployment: Deployment, generation: number): RolloutStatus {
  const status = deployment.status ?? {};
  const wanted = Math.max(generation, deployment.metadata.generation ?? 0);
  if (deployment.spec.paused === true) return { state: 'failed', detail: 'paused' };
  if ((status.observedGeneration ?? 0) < wanted)
    return { state: 'waiting', detail: 'the controller has not seen the change yet' };
  const progressing = status.conditions?.find((condition) => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return { state: 'failed', detail: 'progress_deadline_exceeded' };
  const updated = status.updatedReplicas ?? 0;
  const replicas = deployment.spec.replicas ?? 1;
  if (updated < replicas) return { state: 'waiting', detail: `${updated} of ${replicas} pods are new` };
  const old = (status.replicas ?? 0) - updated;
  if (old > 0) return { state: 'waiting', detail: `${old} old pods are still there` };
  const available = status.availableReplicas ?? 0;
  if (available < updated) return { state: 'waiting', detail: `${available} of ${updated} new pods are available` };
  return { state: 'complete' };
}
