import type { GuardResult } from '@modekeeper/contracts';
import { type Cluster, canary, type Gate, type TargetRef } from '@modekeeper/kube';
import type { Clock, Log } from '../ports.ts';

export interface GuardCheckDeps {
  readonly cluster: Cluster;
  readonly policy_name: string;
  /** Where the canary goes when no plan names an object; null in mode observe without named targets. */
  readonly first_target: TargetRef | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Gates 0 and 1 for a dry run of this object; a switch of its workload alone counts too. */
  gate(target: TargetRef): Gate;
}

/** The second lock: at start and before each plan the guard policy must refuse a forbidden change (safety.md, gate 6). */
export class GuardCheck {
  readonly #deps: GuardCheckDeps;
  #last: GuardResult;

  constructor(deps: GuardCheckDeps) {
    this.#deps = deps;
    this.#last = { policy_name: deps.policy_name, ok: false, reason: 'second_lock_absent', checked_at_ms: null };
  }

  /** The last result, for `hello` and the gates. */
  get last(): GuardResult {
    return this.#last;
  }

  /** Sends the canary to a target, or to the first one; a canary that was not sent leaves the last result as it is. */
  async check(target: TargetRef | null = null): Promise<GuardResult> {
    const { cluster, policy_name, clock, log, first_target } = this.#deps;
    const at = target ?? first_target;
    if (at === null) return this.#last;
    const result = await canary({
      cluster,
      target: { namespace: at.namespace, name: at.name },
      policy: policy_name,
      gate: this.#deps.gate(at),
    });
    if (result.kind === 'absent' && result.reason === 'gated') return this.#last;
    const ok = result.kind === 'present';
    if (!ok)
      log.warn(
        { policy: policy_name, reason: result.reason, detail: result.detail },
        'the second lock did not answer as it must: nothing is applied',
      );
    this.#last = { policy_name, ok, reason: ok ? null : 'second_lock_absent', checked_at_ms: clock.now_ms() };
    return this.#last;
  }
}
