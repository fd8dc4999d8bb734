import type { Cluster, Outcome } from '@modekeeper/kube';
import type { Clock } from '../ports.ts';

/** The API server's clock as its `Date` headers show it, to judge time windows by two clocks (safety.md, gate 2). */
export class ApiClock {
  readonly #clock: Clock;
  #offset_ms: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `date_ms` has whole seconds only: the offset is exact to a second. */
  saw(date_ms: number | undefined): void {
    if (date_ms !== undefined) this.#offset_ms = date_ms - this.#clock.now_ms();
  }

  get offset_ms(): number | null {
    return this.#offset_ms;
  }

  /** Both clocks in epoch seconds, as `packages/trust` takes them. */
  clocks(): { own: number; api_server: number | null } {
    const now_ms = this.#clock.now_ms();
    return {
      own: Math.floor(now_ms / 1000),
      api_server: this.#offset_ms === null ? null : Math.floor((now_ms + this.#offset_ms) / 1000),
    };
  }
}

/** The same cluster; every answer's `Date` header goes to the clock. */
export function withApiClock(cluster: Cluster, clock: ApiClock): Cluster {
  const seen = async <T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await answer;
    clock.saw(outcome.date_ms);
    return outcome;
  };
  return {
    ...cluster,
    getDeployment: (target) => seen(cluster.getDeployment(target)),
    getNamespace: (name) => seen(cluster.getNamespace(name)),
    patchDeployment: (target, patch, options, gate) => seen(cluster.patchDeployment(target, patch, options, gate)),
    listDeployments: (namespace, label_selector) => seen(cluster.listDeployments(namespace, label_selector)),
    listPods: (namespace, selector, limit) => seen(cluster.listPods(namespace, selector, limit)),
  };
}
