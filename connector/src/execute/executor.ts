import { isTerminalPlanState, type PlanState } from '@modekeeper/contracts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { applyPlan } from './apply.ts';
import { checkPlan } from './check.ts';
import type { ExecuteContext, Step } from './context.ts';
import { signReceipt } from './finish.ts';
import { change, isMoved } from './moves.ts';
import { remember } from './remember.ts';
import { resolvePlan } from './resolve.ts';
import { rollBack } from './roll-back.ts';
import { startPlan } from './start.ts';
import { beginVerify, verifyPlan } from './verify-plan.ts';

/** One step per state; states without one wait for somebody else. */
const STEPS: Readonly<Partial<Record<PlanState, Step>>> = {
  proposed: beginVerify,
  verifying: verifyPlan,
  dispatched: startPlan,
  applying: applyPlan,
  checking: checkPlan,
  rolling_back: rollBack,
  unknown: resolvePlan,
};

/** Drives every plan by what the journal says, each on its own, one step after the other. */
export class Executor {
  readonly #ctx: ExecuteContext;
  readonly #signal: AbortSignal;
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();

  constructor(ctx: ExecuteContext, signal: AbortSignal) {
    this.#ctx = ctx;
    this.#signal = signal;
  }

  /** Looks at a plan now, or once more when it is being looked at. */
  poke(plan_id: string): void {
    if (this.#signal.aborted) return;
    if (this.#running.has(plan_id)) {
      this.#again.add(plan_id);
      return;
    }
    const work = this.#run(plan_id).finally(() => {
      this.#running.delete(plan_id);
      if (this.#again.delete(plan_id)) this.poke(plan_id);
    });
    this.#running.set(plan_id, work);
  }

  /** Every plan that has something to come: at boot (recovery) and at each tick. */
  pokeAll(target: string | null = null): void {
    for (const record of this.#ctx.journal.value.plans.values()) {
      if (
        (target === null || record.target === target) &&
        (!isTerminalPlanState(record.state) || !record.remembered || lacksReceipt(record))
      )
        this.poke(record.plan_id);
    }
  }

  /** Resolves when no step is under way any more. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#running.values()]);
  }

  async #run(plan_id: string): Promise<void> {
    for (;;) {
      const record = this.#ctx.journal.value.plans.get(plan_id);
      if (record === undefined) return;
      const over = isTerminalPlanState(record.state);
      const step = over ? afterEnd : STEPS[record.state];
      if (step === undefined) return;
      try {
        if ((await step(this.#ctx, record, this.#signal)) === 'parked') return;
      } catch (error) {
        if (this.#ctx.journal.lost || this.#ctx.state.lost) return;
        if (isMoved(error)) continue;
        // One plan's defect must not take the others down; it stays as the journal has it, and the next tick tries again.
        this.#ctx.log.error({ plan_id, state: record.state, error }, 'a step of a plan failed; it is tried again');
        return;
      }
      if (this.#signal.aborted) return;
    }
  }
}

/** After the end: a dispatched plan that the control plane's word ended here has no receipt yet; later proposals must know. */
const afterEnd: Step = async (ctx, record) => {
  if (!isTerminalPlanState(record.state)) return 'parked';
  const receipt = lacksReceipt(record) ? await signReceipt(ctx, record, record.state, record.last_event?.reason ?? null) : null;
  if (receipt === null && record.remembered) return 'parked';
  if (!record.remembered) await remember(ctx, record);
  await change(ctx, record, (current) => ({
    ...current,
    remembered: true,
    ...(receipt === null ? {} : { receipt: receipt.signed, receipt_digest: receipt.digest }),
  }));
  return 'parked';
};

function lacksReceipt(record: PlanRecord): boolean {
  return isTerminalPlanState(record.state) && record.claim !== null && record.receipt === null && !record.receipt_acked;
}
