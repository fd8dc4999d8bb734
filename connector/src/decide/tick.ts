import type { FindingBody, JsonObject } from '@modekeeper/contracts';
import {
  changesDigest,
  cooldownUntil,
  decideProposal,
  EMPTY_LEDGER,
  FRESH_PLANNER,
  isOpenState,
  type PlannerState,
  type Proposal,
  patchPointers,
  preimageOf,
  proposeForTarget,
  readObjectFacts,
} from '@modekeeper/engine';
import { type Deployment, jsonOf } from '@modekeeper/kube';
import type { MountedPassport } from '../config/passports.ts';
import { type ExecuteContext, itemOf, planOf } from '../execute/context.ts';
import { isMoved } from '../execute/moves.ts';
import { startsElsewhere } from '../execute/starts-elsewhere.ts';
import { isWaiting, supersede } from '../execute/verify-plan.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import type { TargetWatch } from '../observe/target-watch.ts';
import { propose } from './propose.ts';
import { standingBlockFor } from './standing.ts';

/** What a tick tells people that is no plan; the caller sends it only when it is news. */
export type Tell = (finding: Omit<FindingBody, 'at_ms' | 'target'>) => void;

/** One target, tick by tick: observed → signals → proposal → sealed plan, or advice, or nothing. */
export class TargetTicker {
  readonly #ctx: ExecuteContext;
  readonly #watch: TargetWatch;
  readonly #tell: Tell;
  #planner: PlannerState = FRESH_PLANNER;

  constructor(ctx: ExecuteContext, watch: TargetWatch, tell: Tell) {
    this.#ctx = ctx;
    this.#watch = watch;
    this.#tell = tell;
  }

  /** Looks at the workload once. Returns the id of a plan that was made. */
  async tick(signal: AbortSignal): Promise<string | null> {
    const watch = this.#watch;
    await watch.refresh(signal);
    const { live } = watch;
    if (live === null || signal.aborted) return null;
    const mounted = await this.#ctx.passports.read(watch.target.passport);
    if (mounted.kind === 'invalid')
      this.#tell({ kind: 'fault', code: 'passport_invalid', detail: mounted.why, changes: [], signals: [] });
    const open = await this.#lookAtWaiting(live);
    const proposal = proposeForTarget({
      samples: watch.samples(),
      planner: this.#planner,
      passport: mounted.kind === 'valid' ? mounted.passport : null,
      object: readObjectFacts(jsonOf(live)),
      reported_knobs: Object.keys(watch.effective()),
    });
    this.#planner = proposal.planner;
    this.#advise(proposal);
    if (proposal.kind !== 'plan' || mounted.kind !== 'valid') return null;
    return this.#decide(proposal, mounted, live, open);
  }

  async #decide(
    proposal: Proposal,
    mounted: Extract<MountedPassport, { kind: 'valid' }>,
    live: Deployment,
    open: PlanRecord | null,
  ): Promise<string | null> {
    const ctx = this.#ctx;
    const { state } = ctx;
    // What blocked the last plan may have been cleared by an operator.
    await state.refresh();
    const target = this.#watch.key;
    const { uid } = live.metadata;
    const ledger = state.value.apply_state.targets[target] ?? EMPTY_LEDGER;
    const blockedBefore = state.value.refusals.some(
      (refusal) => refusal.target === target && refusal.uid === uid && refusal.terminal === 'blocked',
    );
    const decision = decideProposal({
      target,
      uid,
      changes: proposal.changes,
      open:
        open === null
          ? null
          : {
              plan_id: open.plan_id,
              state: open.state,
              born_ms: open.created_at * 1000,
              changes_digest: changesDigest(planOf(open).changes),
            },
      refusals: state.value.refusals,
      suppressed: state.value.suppressed,
      cooldown_until_ms: cooldownUntil(ledger, mounted.passport, proposal.changes),
      block_now: blockedBefore ? await standingBlockFor(ctx, { target, live, mounted, changes: proposal.changes }) : null,
      now_ms: ctx.clock.now_ms(),
    });
    if (decision.decision === 'keep') return null;
    if (decision.decision === 'wait') {
      const until = decision.until_ms === null ? '' : ` until ${new Date(decision.until_ms).toISOString()}`;
      this.#tell({
        kind: 'refusal',
        code: decision.reason ?? 'proposal_backoff',
        detail: `Nothing is proposed${until}.`,
        changes: changesOf(proposal),
        signals: [],
      });
      return null;
    }
    const made = await this.#make(proposal, mounted, live, decision.decision === 'supersede' ? open : null);
    if (made === 'journal_full')
      this.#tell({
        kind: 'fault',
        code: 'journal_full',
        detail: 'The journal is full: no new plan until older ones have left it.',
        changes: [],
        signals: [],
      });
    return made === 'journal_full' ? null : made;
  }

  /** The new plan, in the place of another one if need be; null when a plan was moved or made meanwhile: the next tick looks again. */
  async #make(
    proposal: Proposal,
    mounted: Extract<MountedPassport, { kind: 'valid' }>,
    live: Deployment,
    displaced: PlanRecord | null,
  ): Promise<string | 'journal_full' | null> {
    try {
      if (displaced !== null) await supersede(this.#ctx, displaced, 'changes_superseded');
      return await propose(this.#ctx, { watch: this.#watch, live, mounted, proposal });
    } catch (error) {
      if (!isMoved(error)) throw error;
      return null;
    }
  }

  /**
   * The open plan of the target; one that is over counts as open until its end is remembered, because only then is it known what may
   * not be proposed again. One that waits for people and whose pre-image has changed is superseded.
   */
  async #lookAtWaiting(live: Deployment): Promise<PlanRecord | null> {
    const open = [...this.#ctx.journal.value.plans.values()].find(
      (record) => record.target === this.#watch.key && (isOpenState(record.state) || !record.remembered),
    );
    if (open === undefined || open.plan === null) return open ?? null;
    if (!isWaiting(open.state) || !hasChanged(open, live)) return open;
    try {
      await supersede(this.#ctx, open, 'preimage_changed');
      return null;
    } catch (error) {
      if (!isMoved(error)) throw error;
      return open;
    }
  }

  #advise(proposal: Proposal): void {
    for (const { action, reason } of proposal.advice) {
      const change = { knob: action.knob, from: null, to: action.target, chord: action.chord ?? '' };
      this.#tell({
        kind: 'advice',
        code: reason,
        detail: `${action.reason}: ${action.knob} to ${action.target}`,
        changes: [change],
        signals: activeSignals(proposal),
      });
    }
  }
}

/** Another object of that name, or other values where the plan wants to write. */
function hasChanged(record: PlanRecord, live: Deployment): boolean {
  const plan = planOf(record);
  if (startsElsewhere(plan, live)) return true;
  if (record.verified === null) return false;
  return preimageOf(jsonOf(live), patchPointers(itemOf(plan).patch as JsonObject)).sha256 !== record.verified.preimage_sha256;
}

function changesOf(proposal: Proposal): FindingBody['changes'] {
  return proposal.changes.map(({ knob, from, to, chord }) => ({ knob, from, to, chord }));
}

function activeSignals(proposal: Proposal): string[] {
  return Object.entries(proposal.signals).flatMap(([name, value]) => (value === true && name !== 'stable' ? [name] : []));
}
