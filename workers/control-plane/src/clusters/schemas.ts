import { z } from '@hono/zod-openapi';
import { connectorModeSchema, presenceSchema } from '@modekeeper/contracts';
import { COUNTERS } from '../gateway/store/state.ts';

export const createClusterSchema = z
  .object({ environment_id: z.string().max(40), name: z.string().trim().min(1).max(100).openapi({ example: 'training-eu-1' }) })
  .openapi('CreateCluster');
export type CreateCluster = z.infer<typeof createClusterSchema>;

const presenceViewSchema = z
  .object({
    state: presenceSchema,
    cause: z.string().nullable(),
    last_seen_at: z.string().nullable(),
    observed_at: z.string().nullable().openapi({
      description:
        'When this was seen. One cluster: now. A list: when it last changed; a connector that died without a word shows within 6 min',
    }),
  })
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

const amount = z.int().nonnegative();
const connectionSchema = z
  .object({
    connected_since: z.string().nullable(),
    duplicate_identity: z
      .boolean()
      .openapi({ description: 'Two connectors with this identity answered, and nobody has settled it' }),
    counters: z.record(z.enum(COUNTERS), amount).openapi({ description: 'Over the life of the cluster' }),
    queues: z.object({ inbox_waiting: amount, inbox_parked: amount, outbox_unacknowledged: amount }),
    parked: z
      .array(z.object({ type: z.string(), reason: z.string(), received_at: z.string(), attempts: amount }))
      .openapi({ description: 'Frames that could not be recorded; kept, and tried again' }),
    parked_retry_at: z.string().nullable(),
  })
  .openapi('Connection');
export type ConnectionAnswer = z.infer<typeof connectionSchema>;
export const clusterDetailSchema = clusterSchema
  .extend({
    connection: connectionSchema.nullable().openapi({ description: 'Null before enrolment, and while it cannot be asked' }),
  })
  .openapi('ClusterDetail');
export type ClusterDetail = z.infer<typeof clusterDetailSchema>;

export const tokenSchema = z
  .object({ token: z.string().openapi({ description: 'Shown once; one use, one hour' }), expires_at: z.string() })
  .openapi('EnrollmentToken');
export const createdClusterSchema = clusterSchema.extend(tokenSchema.shape).openapi('CreatedCluster');
export type CreatedCluster = z.infer<typeof createdClusterSchema>;

export const confirmClusterSchema = z.object({ cluster_uid: z.string().min(1).max(100) }).openapi('ConfirmCluster');
