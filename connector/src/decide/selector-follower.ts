import type { ExecuteContext } from '../execute/context.ts';
import { isMoved } from '../execute/moves.ts';
import { detailOf } from '../execute/prove.ts';
import { isWaiting, supersede } from '../execute/verify-plan.ts';
import { MAX_SELECTED, SelectedTargets } from '../observe/selected-targets.ts';
import type { Watched, WatchList } from '../observe/watch-list.ts';
import type { Findings } from './findings.ts';

export interface SelectorFollowerInput {
  readonly ctx: ExecuteContext;
  readonly watched: WatchList;
  readonly findings: Findings;
  /** Ticks a workload until it is watched no longer. */
  observe(watched: Watched): Promise<void>;
  /** A workload goes: what of it was not sent yet is sent now or never. */
  leaving(watched: Watched): void;
}

/** Watches what the selectors of the chart match (mode observe only), as Deployments come and go. */
export class SelectorFollower {
  readonly #input: SelectorFollowerInput;
  readonly #selected: SelectedTargets;
  /** Loops under way, by target. */
  readonly #loops = new Map<string, Promise<void>>();

  constructor(input: SelectorFollowerInput) {
    this.#input = input;
    this.#selected = new SelectedTargets(input.ctx.config.targets, input.ctx.cluster);
  }

  /** Looks once: begins to watch what is new, and lets go what no selector matches any more. */
  async look(): Promise<void> {
    if (this.#selected.none) return;
    const { ctx, watched } = this.#input;
    const { failures, not_observed, targets } = await this.#selected.look();
    for (const key of [...this.#loops.keys()]) if (!targets.has(key)) this.#leave(key);
    for (const [key, target] of targets) {
      if (watched.get(key) !== null) continue;
      ctx.log.info({ target: key }, 'a selector matches this Deployment: it is observed');
      this.#loops.set(key, this.#input.observe(watched.add(target)));
    }
    this.#tell(failures, not_observed);
    if (failures.length === 0) await this.#supersedeLeft();
  }

  /** Looks at each tick until `stop`; then waits for the loops that it began. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, environment } = this.#input.ctx;
    while (!this.#selected.none && !stop.aborted) {
      await clock.sleep(environment.tick_ms, stop);
      if (!stop.aborted) await this.look();
    }
    await Promise.all(this.#loops.values());
  }

  #leave(key: string): void {
    const { ctx, leaving, watched } = this.#input;
    const gone = watched.get(key);
    if (gone === null) return;
    ctx.log.info({ target: key }, 'no selector matches this Deployment any more: it is not observed');
    leaving(gone);
    watched.remove(key);
    this.#loops.delete(key);
  }

  #tell(failures: Awaited<ReturnType<SelectedTargets['look']>>['failures'], not_observed: number): void {
    const { findings } = this.#input;
    const about = { target: null, changes: [], signals: [] };
    const [first] = failures;
    if (first !== undefined) {
      const { failure, target } = first;
      const detail = `The Deployments of namespace ${target.namespace} with labels ${target.selector} cannot be listed (${detailOf(failure)}); what they were last is observed. Check the selector and the Role of the release.`;
      findings.tell({ ...about, kind: 'fault', code: 'selector_unreadable', detail });
    }
    if (not_observed > 0) {
      const detail = `${not_observed} Deployments that a selector matches are not observed: at most ${MAX_SELECTED} are. Narrow the selectors, or name the targets.`;
      findings.tell({ ...about, kind: 'notice', code: 'targets_not_observed', detail });
    }
  }

  /** A proposal for a workload that nobody watches any more is over, also when it left while no connector ran. */
  async #supersedeLeft(): Promise<void> {
    const { ctx, watched } = this.#input;
    for (const record of ctx.journal.value.plans.values()) {
      if (!isWaiting(record.state) || record.plan === null || watched.get(record.target) !== null) continue;
      try {
        await supersede(ctx, record, 'target_missing');
      } catch (error) {
        if (ctx.journal.lost) return;
        if (!isMoved(error)) throw error;
      }
    }
  }
}
