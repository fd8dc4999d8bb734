import type { ConnectorTarget } from '@modekeeper/contracts';
import type { Cluster, Failure } from '@modekeeper/kube';
import type { NamedTarget } from './target-watch.ts';

export type SelectedTarget = Extract<ConnectorTarget, { selector: string }>;

/** Most Deployments that are observed by selectors, all together: as many as a chart may name. */
export const MAX_SELECTED = 64;

export interface Selection {
  /** What the selectors match now, as if it had been named, by `<namespace>/<name>`. */
  readonly targets: ReadonlyMap<string, NamedTarget>;
  /** Matching Deployments beyond the limit. */
  readonly not_observed: number;
  /** Selectors that could not be asked about; for them, what they matched last stands. */
  readonly failures: readonly { readonly target: SelectedTarget; readonly failure: Failure }[];
}

/** Resolves targets by selector (mode observe only) to the Deployments that they match at the moment. */
export class SelectedTargets {
  readonly #cluster: Pick<Cluster, 'listDeployments'>;
  readonly #selected: readonly SelectedTarget[];
  readonly #named: ReadonlySet<string>;
  readonly #matched = new Map<SelectedTarget, readonly string[]>();

  constructor(targets: readonly ConnectorTarget[], cluster: Pick<Cluster, 'listDeployments'>) {
    this.#cluster = cluster;
    this.#selected = targets.filter((target): target is SelectedTarget => 'selector' in target);
    this.#named = new Set(targets.flatMap((target) => ('name' in target ? [`${target.namespace}/${target.name}`] : [])));
  }

  get none(): boolean {
    return this.#selected.length === 0;
  }

  /** A Deployment has one entry: its own, if it is named; else that of the first selector that matches it. */
  async look(): Promise<Selection> {
    const failures: { target: SelectedTarget; failure: Failure }[] = [];
    // All at once: an API server that does not answer must cost one timeout, not one per selector.
    await Promise.all(
      this.#selected.map(async (target) => {
        const listed = await this.#cluster.listDeployments(target.namespace, target.selector);
        if (listed.kind === 'ok') this.#matched.set(target, listed.value);
        else failures.push({ target, failure: listed });
      }),
    );
    const all = new Map<string, NamedTarget>();
    for (const target of this.#selected) {
      const { selector: _, ...common } = target;
      for (const name of this.#matched.get(target) ?? []) {
        const key = `${target.namespace}/${name}`;
        if (!all.has(key) && !this.#named.has(key)) all.set(key, { ...common, name });
      }
    }
    return { targets: new Map([...all].slice(0, MAX_SELECTED)), not_observed: Math.max(0, all.size - MAX_SELECTED), failures };
  }
}
