import { z } from 'zod';
import { epochSecondsSchema, nonBlankSchema } from '../primitives.ts';

export const KILL_SCOPES = ['workload', 'cluster', 'organization'] as const;
/** What a kill switch covers: `id` is an organization id, a cluster id, or `<namespace>/<name>` of a workload. */
export const killScopeSchema = z.looseObject({ type: z.enum(KILL_SCOPES), id: nonBlankSchema });
export type KillScope = z.infer<typeof killScopeSchema>;

export const KILL_SOURCES = ['env', 'file', 'configmap', 'namespace', 'cloud'] as const;
export const killSourceSchema = z.enum(KILL_SOURCES);
export type KillSource = z.infer<typeof killSourceSchema>;

/**
 * The state of one kill switch. Up: signed by the connector (what it obeys); down (`kill_set`): by the control plane.
 * An *on* is obeyed whatever its signature; a lift needs a pinned key and an epoch above every one seen.
 */
export const killStateSchema = z.looseObject({
  schema_version: z.literal('kill_state.v1'),
  epoch: z.int().nonnegative(),
  scope: killScopeSchema,
  active: z.boolean(),
  source: killSourceSchema,
  actor: nonBlankSchema,
  reason: z.string().max(2000),
  at: epochSecondsSchema,
});
export type KillState = z.infer<typeof killStateSchema>;

/** Names one kill command of the control plane by its content (`killCommandId` in packages/trust). The prefix keeps YAML from reading a number. */
export const killCommandIdSchema = z.string().regex(/^k-[0-9a-f]{16}$/);
