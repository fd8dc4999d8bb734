import { z } from '@hono/zod-openapi';
import { connectorModeSchema, presenceSchema } from '@modekeeper/contracts';

export const createClusterSchema = z
  .object({ environment_id: z.string().max(40), name: z.string().trim().min(1).max(100).openapi({ example: 'training-eu-1' }) })
  .openapi('CreateCluster');
export type CreateCluster = z.infer<typeof createClusterSchema>;

export const presenceViewSchema = z
  .object({ state: presenceSchema, cause: z.string().nullable(), last_seen_at: z.string().nullable() })
  .openapi('Presence');

export const clusterSchema = z
  .object({
    id: z.string(),
    environment_id: z.string(),
    name: z.string(),
    state: z.enum(['pending', 'awaiting_confirmation', 'active', 'revoked']),
    mode: connectorModeSchema.nullable(),
    chart_version: z.string().nullable(),
    cluster_uid: z.string().nullable().openapi({ description: 'Uid of namespace kube-system, as the connector reports it' }),
    confirmed_uid: z.string().nullable(),
    key_id: z.string().nullable(),
    public_key: z.string().nullable().openapi({ description: "Base64 of the connector's raw key, to check what it signed" }),
    created_at: z.string(),
    enrolled_at: z.string().nullable(),
    confirmed_at: z.string().nullable(),
    presence: presenceViewSchema,
  })
  .openapi('Cluster');
export type ClusterView = z.infer<typeof clusterSchema>;
export type PresenceAnswer = z.infer<typeof presenceViewSchema>;

export const tokenSchema = z
  .object({ token: z.string().openapi({ description: 'Shown once; one use, one hour' }), expires_at: z.string() })
  .openapi('EnrollmentToken');
export const createdClusterSchema = clusterSchema.extend(tokenSchema.shape).openapi('CreatedCluster');
export type CreatedCluster = z.infer<typeof createdClusterSchema>;

export const confirmClusterSchema = z.object({ cluster_uid: z.string().min(1).max(100) }).openapi('ConfirmCluster');
