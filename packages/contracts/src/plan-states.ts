import { z } from 'zod';
import { PLAN_STATES, TERMINAL_PLAN_STATES, type TerminalPlanState } from './plan-state-names.ts';

export const planStateSchema = z.enum(PLAN_STATES);
export const terminalPlanStateSchema = z.enum(TERMINAL_PLAN_STATES);

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
