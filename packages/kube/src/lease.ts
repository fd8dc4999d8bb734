import type { Lease } from './objects.ts';
import type { Failure } from './outcome.ts';
import type { IdentitySecret, LeaseSpec, OwnState } from './own-state.ts';

/**
 * `held`: we are the one writer; `fencing` is `leaseTransitions`, which every journal entry carries.
 * `taken`: somebody else holds it and has renewed it within its duration. `unsure`: the server did not answer.
 */
export type LeaseAnswer =
  | { readonly kind: 'held'; readonly fencing: number; readonly until_ms: number }
  | { readonly kind: 'taken'; readonly holder: string }
  | { readonly kind: 'unsure'; readonly failure: Failure };

export interface LeaseInput {
  readonly own: OwnState;
  readonly owner: IdentitySecret;
  /** Names this process, not this installation: a restarted one must see its predecessor as another. */
  readonly holder: string;
  readonly duration_s: number;
}

/**
 * Acquires and renews the connector's Lease by the rules of client-go's leader election (`tools/leaderelection`): a holder counts as gone when *we*
 * have not seen the record change for its whole duration, measured by our own clock, so that no two clocks are ever compared.
 */
export class LeaseKeeper {
  readonly #input: LeaseInput;
  #seen: { version: string; at_ms: number } | null = null;

  constructor(input: LeaseInput) {
    this.#input = input;
  }

  /** One attempt; call it every third of the duration. `now_ms` must be read before the call: the lease runs from then. */
  async acquireOrRenew(now_ms: number): Promise<LeaseAnswer> {
    const { own, owner, holder, duration_s } = this.#input;
    const read = await own.getLease();
    if (read.kind === 'not_found') return this.#settle(await own.createLease(this.#spec(now_ms, null), owner), now_ms);
    if (read.kind !== 'ok') return { kind: 'unsure', failure: read };
    const lease = read.value;
    const version = lease.metadata.resourceVersion;
    if (this.#seen?.version !== version) this.#seen = { version, at_ms: now_ms };
    const current = lease.spec?.holderIdentity ?? '';
    const free_at_ms = this.#seen.at_ms + (lease.spec?.leaseDurationSeconds ?? duration_s) * 1000;
    if (current !== '' && current !== holder && now_ms < free_at_ms) return { kind: 'taken', holder: current };
    return this.#settle(await own.updateLease(this.#spec(now_ms, lease), lease), now_ms);
  }

  /** Gives the lease up on a clean stop, so that a successor need not wait. Losing it to somebody else meanwhile is no error. */
  async release(now_ms: number): Promise<void> {
    const read = await this.#input.own.getLease();
    if (read.kind !== 'ok' || read.value.spec?.holderIdentity !== this.#input.holder) return;
    await this.#input.own.updateLease(
      { ...this.#spec(now_ms, read.value), holderIdentity: '', leaseDurationSeconds: 1 },
      read.value,
    );
  }

  #spec(now_ms: number, current: Lease | null): LeaseSpec {
    const { holder, duration_s } = this.#input;
    const renewTime = microTime(now_ms);
    const transitions = current?.spec?.leaseTransitions ?? 0;
    const renewing = current?.spec?.holderIdentity === holder;
    return {
      holderIdentity: holder,
      leaseDurationSeconds: duration_s,
      leaseTransitions: current === null ? 0 : renewing ? transitions : transitions + 1,
      acquireTime: renewing ? (current?.spec?.acquireTime ?? renewTime) : renewTime,
      renewTime,
    };
  }

  #settle(written: Awaited<ReturnType<OwnState['updateLease']>>, now_ms: number): LeaseAnswer {
    if (written.kind === 'conflict') return { kind: 'taken', holder: 'unknown' };
    if (written.kind !== 'ok') return { kind: 'unsure', failure: written };
    this.#seen = { version: written.value.metadata.resourceVersion, at_ms: now_ms };
    const fencing = written.value.spec?.leaseTransitions ?? 0;
    return { kind: 'held', fencing, until_ms: now_ms + this.#input.duration_s * 1000 };
  }
}

// metav1.MicroTime wants six digits.
function microTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}000Z`;
}
