import { z } from 'zod';

/** Every state of a plan (connector.md, "Plan states"); the transition table is code in `packages/engine`. */
export const PLAN_STATES = [
  'proposed',
  'verifying',
  'verified',
  'approved',
  'dispatched',
  'applying',
  'checking',
  'rolling_back',
  'unknown',
  'needs_person',
  'confirmed',
  'inconclusive',
  'rolled_back',
  'blocked',
  'conflict',
  'verify_failed',
  'diff_unstable',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
  'halted_partial',
  'rollback_conflict',
] as const;
export const planStateSchema = z.enum(PLAN_STATES);
export type PlanState = z.infer<typeof planStateSchema>;

/** States that never change again. */
export const TERMINAL_PLAN_STATES = [
  'confirmed',
  'inconclusive',
  'rolled_back',
  'blocked',
  'conflict',
  'verify_failed',
  'diff_unstable',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
  'halted_partial',
  'rollback_conflict',
] as const satisfies readonly PlanState[];
export const terminalPlanStateSchema = z.enum(TERMINAL_PLAN_STATES);
export type TerminalPlanState = z.infer<typeof terminalPlanStateSchema>;

/** Terminal states in which nothing of the plan remains on the object (connector.md). */
export const NET_ZERO_PLAN_STATES = [
  'rolled_back',
  'blocked',
  'conflict',
  'verify_failed',
  'diff_unstable',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
] as const satisfies readonly TerminalPlanState[];

/** What `plan_close` may end a plan with. */
export const planCloseTerminalSchema = z.enum(['rejected', 'cancelled', 'expired']);
export type PlanCloseTerminal = z.infer<typeof planCloseTerminalSchema>;

/** What a person's `resolution` may settle a `needs_person` plan to. */
export const resolutionTerminalSchema = z.enum(['rolled_back', 'halted_partial', 'confirmed']);
export type ResolutionTerminal = z.infer<typeof resolutionTerminalSchema>;

/** True when a plan in this state never changes again. */
export function isTerminalPlanState(state: PlanState): state is TerminalPlanState {
  return (TERMINAL_PLAN_STATES as readonly PlanState[]).includes(state);
}
