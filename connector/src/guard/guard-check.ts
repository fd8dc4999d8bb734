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
  readonly #by_namespace = new Map<string, GuardResult>();
  /** Canaries sent so far, and the newest one that was answered, by namespace. */
  #sent = 0;
  readonly #answered = new Map<string, number>();

  constructor(deps: GuardCheckDeps) {
    this.#deps = deps;
    this.#last = { policy_name: deps.policy_name, ok: false, reason: 'second_lock_absent', checked_at_ms: null };
  }

  /** The last result, for `hello`. */
  get last(): GuardResult {
    return this.#last;
  }

  /** The last result in a namespace, for the gates: a binding may hold in one namespace and not in another. */
  of(namespace: string): GuardResult {
    return (
      this.#by_namespace.get(namespace) ?? {
        policy_name: this.#deps.policy_name,
        ok: false,
        reason: 'second_lock_absent',
        checked_at_ms: null,
      }
    );
  }

  /**
   * Sends the canary to a target, or to the first one. A canary that was not sent, or that nobody answered, proves nothing either way:
   * the last result stays, and with it its time, which is that of the sending.
   */
  async check(target: TargetRef | null = null): Promise<GuardResult> {
    const { cluster, policy_name, clock, log, first_target } = this.#deps;
    const at = target ?? first_target;
    if (at === null) return this.#last;
    this.#sent += 1;
    const number = this.#sent;
    const sent_ms = clock.now_ms();
    const result = await canary({
      cluster,
      target: { namespace: at.namespace, name: at.name },
      policy: policy_name,
      gate: this.#deps.gate(at),
    });
    if (result.kind === 'absent' && (result.reason === 'gated' || result.reason === 'no_answer')) return this.of(at.namespace);
    // A slow answer says what was: one to a later canary stands.
    if ((this.#answered.get(at.namespace) ?? 0) > number) return this.of(at.namespace);
    this.#answered.set(at.namespace, number);
    const ok = result.kind === 'present';
    if (!ok)
      log.warn(
        { policy: policy_name, reason: result.reason, detail: result.detail },
        'the second lock did not answer as it must: nothing is applied',
      );
    this.#last = { policy_name, ok, reason: ok ? null : 'second_lock_absent', checked_at_ms: sent_ms };
    this.#by_namespace.set(at.namespace, this.#last);
    return this.#last;
  }
}
