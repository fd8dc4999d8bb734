import { z } from 'zod';
import { killCommandIdSchema } from './documents/kill-state.ts';
import { approvalLevelSchema, connectorModeSchema, dnsLabelSchema, dnsSubdomainSchema, nonBlankSchema } from './primitives.ts';

const common = {
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  namespace: dnsLabelSchema,
  /** Container whose log carries telemetry. */
  container: nonBlankSchema,
  /** File name of the mounted passport, without folder; null: none, so nothing may be applied. */
  passport: z.string().nullable().default(null),
};

export const namedTargetSchema = z.object({ ...common, name: dnsSubdomainSchema });
/** Mode `observe` only, for now. */
export const selectedTargetSchema = z.object({ ...common, selector: nonBlankSchema });
export const connectorTargetSchema = z.union([namedTargetSchema, selectedTargetSchema]);
export type ConnectorTarget = z.infer<typeof connectorTargetSchema>;

/** The mounted `connector.json`, written by the chart. Trust material, passports and mode come by Helm values or GitOps only. */
export const connectorConfigSchema = z
  .object({
    schema_version: z.literal('connector_config.v1'),
    release: dnsLabelSchema,
    namespace: dnsLabelSchema,
    control_plane_url: z.url({ protocol: /^https?$/ }),
    mode: connectorModeSchema,
    approval: z.object({ level: approvalLevelSchema, threshold: z.int().min(1).max(16) }),
    targets: z.array(connectorTargetSchema),
    gitops: z.object({ managers: z.array(z.string()) }),
    guard: z.object({ policy_name: z.string() }),
    chart_version: z.string(),
    /** Raised by an operator: when above the number in Secret `<release>-identity`, the connector takes a new key once. Absent: 0. */
    identity: z.object({ rotation: z.int().min(0).max(1_000_000) }).optional(),
    /** Kill commands of the control plane that an operator has overridden in this cluster, each by name. Absent: none. */
    kill: z.object({ override_cloud: z.array(killCommandIdSchema).max(64) }).optional(),
    /** Plain http to the control plane; for the sandbox on the same machine only. */
    allow_insecure_http: z.boolean().default(false),
  })
  .refine((config) => config.mode === 'observe' || config.targets.every((target) => 'name' in target), {
    message: 'targets by selector are for mode observe only; name the object',
    path: ['targets'],
  })
  .refine((config) => config.allow_insecure_http || config.control_plane_url.startsWith('https:'), {
    message: 'must be https unless allow_insecure_http is true',
    path: ['control_plane_url'],
  });
export type ConnectorConfig = z.infer<typeof connectorConfigSchema>;
