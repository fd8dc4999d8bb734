import type { V1ContainerState, V1Pod } from '@kubernetes/client-node';

/** A moment as Kubernetes writes it: whole seconds. */
export const kubeTime = (epoch_ms: number) => new Date(epoch_ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** States as the API server takes them as JSON (times are text). */
export type Times<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Times<T[K]> } : T;
export type ContainerState = Times<V1ContainerState>;

/** What the agent knows about one container. */
export type ContainerView = {
  name: string;
  image: string;
  state: ContainerState;
  lastState: ContainerState;
  restartCount: number;
  ready: boolean;
  /** It will not start again. */
  final: boolean;
};

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** The phase that follows from the containers (Kubernetes: pod lifecycle). */
export function phaseOf(containers: readonly ContainerView[]): Phase {
  if (containers.every(({ final }) => final)) {
    return containers.every(({ state }) => state.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  const hasStarted = ({ state, lastState }: ContainerView) =>
    (state.running ?? state.terminated ?? lastState.terminated) !== undefined;
  return containers.some(hasStarted) ? 'Running' : 'Pending';
}

type Condition = { type: string; status: 'True' | 'False'; lastTransitionTime: string; reason?: string };

function condition(pod: V1Pod, type: string, held: boolean, reason: string | undefined, now_ms: number): Condition {
  const status = held ? 'True' : 'False';
  const known = pod.status?.conditions?.find((candidate) => candidate.type === type);
  const since = known?.status === status ? (known.lastTransitionTime as unknown as string | undefined) : undefined;
  return { type, status, lastTransitionTime: since ?? kubeTime(now_ms), ...(held || reason === undefined ? {} : { reason }) };
}

// Lists of addresses are merged by address otherwise, and a pod may have only one of each family.
const replaceList = { $patch: 'replace' };

/** Body of the strategic merge patch of a pod's status. The uid in it keeps a namesake from getting it (409). */
export function statusPatch(pod: V1Pod, containers: readonly ContainerView[], address: string, now_ms: number) {
  const phase = phaseOf(containers);
  const ready = containers.every((container) => container.ready) && phase === 'Running';
  const reason = phase === 'Succeeded' ? 'PodCompleted' : 'ContainersNotReady';
  const initialized = pod.spec?.initContainers ?? [];
  const started = pod.status?.startTime as unknown as string | undefined;
  return {
    metadata: { uid: pod.metadata?.uid },
    status: {
      phase,
      hostIP: '127.0.0.1',
      hostIPs: [{ ip: '127.0.0.1' }, replaceList],
      podIP: address,
      podIPs: [{ ip: address }, replaceList],
      startTime: started ?? kubeTime(now_ms),
      conditions: [
        condition(pod, 'Initialized', true, undefined, now_ms),
        condition(pod, 'ContainersReady', ready, reason, now_ms),
        condition(pod, 'Ready', ready, reason, now_ms),
      ],
      containerStatuses: containers.map(({ name, image, state, lastState, restartCount, ready: isReady }) => ({
        name,
        image,
        imageID: image,
        containerID: `agent://${pod.metadata?.uid ?? ''}/${name}/${restartCount}`,
        state,
        lastState,
        restartCount,
        ready: isReady,
        started: state.running !== undefined,
      })),
      ...(initialized.length === 0
        ? {}
        : {
            // Init containers only pretend: nothing here needs one.
            initContainerStatuses: initialized.map(({ name, image = '' }) => ({
              name,
              image,
              imageID: image,
              restartCount: 0,
              ready: true,
              state: {
                terminated: {
                  exitCode: 0,
                  reason: 'Completed',
                  startedAt: started ?? kubeTime(now_ms),
                  finishedAt: started ?? kubeTime(now_ms),
                },
              },
            })),
          }),
    },
  };
}
