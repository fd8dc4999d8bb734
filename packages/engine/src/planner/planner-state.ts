import { z } from 'zod';

/** What the planner remembers of one workload between ticks; stored by the connector in `<release>-state`. */
const plannerStateSchema = z.object({
  incident_seen: z.boolean(),
  stable_intervals: z.int().nonnegative(),
  recover_completed: z.boolean(),
});

/** Planner state of one workload. */
export type PlannerState = z.infer<typeof plannerStateSchema>;
