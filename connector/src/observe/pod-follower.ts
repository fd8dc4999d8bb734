import type { Cluster, PodSummary } from '@modekeeper/kube';
import type { WorkloadIngest } from '@modekeeper/telemetry';
import type { Clock, Counters } from '../ports.ts';

export interface PodFollowerInput {
  readonly cluster: Pick<Cluster, 'followPodLogs'>;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly ingest: WorkloadIngest;
  readonly namespace: string;
  readonly workload: string;
  readonly container: string;
  readonly since_s: number;
  /** Called after each sample that was kept. */
  sampled(): void;
}

/** Follows the logs of a workload's pods, each until it is gone or no longer wanted. Lines go no further than the ingest. */
export class PodFollower {
  readonly #input: PodFollowerInput;
  readonly #following = new Map<string, AbortController>();

  constructor(input: PodFollowerInput) {
    this.#input = input;
  }

  get count(): number {
    return this.#following.size;
  }

  /** Starts and stops streams so that exactly these pods are followed. */
  want(pods: readonly PodSummary[], signal: AbortSignal): void {
    const wanted = new Map(pods.map((pod) => [pod.uid, pod]));
    for (const [uid, controller] of this.#following) {
      if (!wanted.has(uid)) controller.abort();
    }
    for (const [uid, pod] of wanted) {
      if (!this.#following.has(uid)) void this.#follow(uid, pod, signal);
    }
  }

  async #follow(uid: string, pod: PodSummary, signal: AbortSignal): Promise<void> {
    const { cluster, clock, counters, ingest, namespace, workload, container, since_s } = this.#input;
    const controller = new AbortController();
    this.#following.set(uid, controller);
    const stop = () => controller.abort();
    signal.addEventListener('abort', stop, { once: true });
    const source = { pod: uid, node: pod.node };
    const input = { namespace, pod: pod.name, container, since_s, signal: controller.signal };
    for await (const event of cluster.followPodLogs(input)) {
      if (event.kind === 'gone') break;
      if (event.kind !== 'line') continue;
      if (ingest.accept(source, event, clock.now_ms()) === null) continue;
      counters.count('samples', { namespace, name: workload });
      this.#input.sampled();
    }
    signal.removeEventListener('abort', stop);
    this.#following.delete(uid);
    ingest.forget(uid);
  }
}
