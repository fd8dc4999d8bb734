import { ModeKeeperError, type Plan, planSchema } from '@modekeeper/contracts';
import type { Passports } from '../config/passports.ts';
import type { Core } from '../core.ts';
import type { GuardCheck } from '../guard/guard-check.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import type { TargetWatch } from '../observe/target-watch.ts';

/** What the steps of a plan work with. */
export interface ExecuteContext extends Core {
  readonly lease: { readonly held: boolean };
  readonly passports: Passports;
  readonly guard: GuardCheck;
  /** When this process became the writer: a request of an earlier one cannot have been sent later. */
  readonly boot_ms: number;
  watchOf(target: string): TargetWatch | null;
  /** Asks the control plane for its kill epoch now; false when no answer came. */
  confirmKill(): Promise<boolean>;
  /** Called after each change of the journal. */
  published(): void;
}

/** What a step came to: `again` looks at the new state at once, `parked` waits for a tick or a frame. */
export type StepResult = 'again' | 'parked';
export type Step = (ctx: ExecuteContext, record: PlanRecord, signal: AbortSignal) => Promise<StepResult>;

const parsed = new WeakMap<object, Plan>();

/** The plan of a record, typed. @throws ModeKeeperError `document_invalid` for a record without one: it can never be applied */
export function planOf(record: PlanRecord): Plan {
  const payload = record.plan?.payload;
  const known = payload === undefined ? undefined : parsed.get(payload);
  if (known !== undefined) return known;
  const result = planSchema.safeParse(payload);
  if (payload === undefined || !result.success) {
    throw new ModeKeeperError({
      code: 'document_invalid',
      message: `The journal holds no readable plan ${record.plan_id}.`,
      hint: 'The plan is never applied. If the journal was edited by hand, restore it.',
    });
  }
  parsed.set(payload, result.data);
  return result.data;
}

/** The one object that a plan touches (plans have one item: kubernetes.md, "Plan"), and its patch. */
export function itemOf(plan: Plan): Plan['items'][number] {
  const item = plan.items[0];
  if (item === undefined) throw new RangeError(`plan ${plan.plan_id} has no item`);
  return item;
}

/** Target as the Kubernetes port names it. */
export function targetOf(plan: Plan): { readonly namespace: string; readonly name: string } {
  return { namespace: plan.target.namespace, name: plan.target.name };
}

/** Whether anything of the plan has been sent. */
export function hasSent(record: PlanRecord): boolean {
  return record.requests.some((request) => request.outcome !== 'not_sent');
}
