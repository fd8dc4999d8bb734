import type { ConnectorTarget, Sample } from '@modekeeper/contracts';
import type { Cluster, Deployment, Failure, PodSummary } from '@modekeeper/kube';
import { DEFAULT_LIMITS, type EffectiveKnob, effectiveKnobs, type IngestCounters, WorkloadIngest } from '@modekeeper/telemetry';
import type { Clock, Counters, Log } from '../ports.ts';
import { PodFollower } from './pod-follower.ts';

/** Pods that are followed per workload (connector.md, "Observation in the connector"). */
const MAX_PODS = 16;
export type NamedTarget = Extract<ConnectorTarget, { name: string }>;

export interface TargetWatchDeps {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  readonly window_ms: number;
  readonly tick_ms: number;
}

/** One workload as it is seen now: the object, its pods, and the rolling window of their samples. */
export class TargetWatch {
  readonly target: NamedTarget;
  readonly #deps: TargetWatchDeps;
  readonly #ingest: WorkloadIngest;
  readonly #follower: PodFollower;
  #live: Deployment | null = null;
  #failure: Failure | null = null;
  /** Readings begun so far, the one that is held, and when that one began. */
  #begun = 0;
  #held = 0;
  #readAt_ms = Number.NEGATIVE_INFINITY;
  #pods: readonly PodSummary[] = [];
  #podsTotal = 0;
  /** Called after each kept sample; the acknowledgement check waits for it. */
  on_sample: (() => void) | null = null;

  constructor(target: NamedTarget, deps: TargetWatchDeps) {
    this.target = target;
    this.#deps = deps;
    this.#ingest = new WorkloadIngest({ ...DEFAULT_LIMITS, window_ms: deps.window_ms });
    this.#follower = new PodFollower({
      ...deps,
      ingest: this.#ingest,
      namespace: target.namespace,
      workload: target.name,
      container: target.container,
      since_s: Math.ceil(deps.window_ms / 1000),
      sampled: () => this.on_sample?.(),
    });
  }

  /** `<namespace>/<name>`, as in the apply state. */
  get key(): string {
    return `${this.target.namespace}/${this.target.name}`;
  }

  /** The object as read at the last tick; null when it could not be read. */
  get live(): Deployment | null {
    return this.#live;
  }

  /** When the reading of `live` began: what happened later it cannot show. */
  get read_at_ms(): number {
    return this.#readAt_ms;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get pods(): { followed: number; not_observed: number } {
    return { followed: this.#follower.count, not_observed: Math.max(0, this.#podsTotal - this.#pods.length) };
  }

  /** Annotations of the followed pods, for what they declare. */
  get pod_annotations(): readonly Readonly<Record<string, string>>[] {
    return this.#pods.map((pod) => pod.annotations);
  }

  /** Samples of the window, sorted by time. */
  samples(): Sample[] {
    return this.#ingest.samples(this.#deps.clock.now_ms());
  }

  effective(): Record<string, EffectiveKnob> {
    return effectiveKnobs(this.samples());
  }

  counters(): IngestCounters {
    return this.#ingest.counters();
  }

  /** Reads object and pods and follows what should be followed. */
  async refresh(signal: AbortSignal): Promise<void> {
    const { cluster, log } = this.#deps;
    const { namespace, name } = this.target;
    this.#begun += 1;
    const number = this.#begun;
    const began_ms = this.#deps.clock.now_ms();
    const read = await cluster.getDeployment({ namespace, name });
    // A slow answer says what was: one to a later question stands.
    if (this.#held > number) return;
    this.#held = number;
    this.#readAt_ms = began_ms;
    if (read.kind !== 'ok') {
      if (this.#failure?.kind !== read.kind)
        log.warn({ target: this.key, kind: read.kind, why: read.message }, 'the target cannot be read');
      this.#failure = read;
      this.#live = null;
      return;
    }
    this.#failure = null;
    this.#live = read.value;
    const listed = await cluster.listPods(namespace, read.value.spec.selector, MAX_PODS);
    if (listed.kind !== 'ok') {
      log.warn({ target: this.key, kind: listed.kind, why: listed.message }, 'the pods of the target cannot be listed');
      return;
    }
    this.#pods = listed.value.pods.filter((pod) => !pod.deleting && pod.phase === 'Running');
    this.#podsTotal = listed.value.total;
    this.#follower.want(this.#pods, signal);
  }
}
