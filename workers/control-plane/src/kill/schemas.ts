import { z } from '@hono/zod-openapi';
import { KILL_SCOPES } from '@modekeeper/contracts';

const scope = {
  scope_type: z.enum(KILL_SCOPES),
  scope_id: z
    .string()
    .min(1)
    .max(400)
    .openapi({ description: 'Id of the organization or cluster; for a workload `<cluster id>/<namespace>/<name>`' }),
};

export const setKillSchema = z
  .object({ ...scope, active: z.boolean(), reason: z.string().trim().min(1).max(500) })
  .openapi('SetKillSwitch');
export type SetKill = z.infer<typeof setKillSchema>;

export const killSwitchSchema = z
  .object({
    ...scope,
    active: z.boolean(),
    reason: z.string(),
    changed_at: z.string(),
    changed_by: z.string(),
    /** Clusters whose object has the switch, and those that get it when they can be reached. Only in the answer to a change. */
    clusters: z.object({ reached: z.array(z.string()), pending: z.array(z.string()) }).optional(),
    /** Plans that this switch ended since it was turned on. */
    stopped: z.array(z.object({ plan_id: z.string(), state: z.string() })),
    history: z.array(z.object({ at: z.string(), active: z.boolean(), reason: z.string(), changed_by: z.string() })),
  })
  .openapi('KillSwitch');
export type KillSwitchView = z.infer<typeof killSwitchSchema>;
