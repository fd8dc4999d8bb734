import { z } from '@hono/zod-openapi';
import { BUCKET_MS, seriesBodySchema, seriesBucketSchema } from '@modekeeper/contracts';
import { clusterRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { invalidRequest, notFound } from '../platform/problems.ts';

const HOUR_MS = 3_600_000;
/** More would be megabytes; ask for coarse buckets, or twice. */
const MAX_BUCKETS = 9_000;

export const seriesQuerySchema = z.object({
  workload: z.string().max(300).optional().openapi({ example: 'apps/v1/Deployment/training/trainer' }),
  bucket: z
    .enum(['fine', 'coarse'])
    .default('fine')
    .openapi({ description: 'fine: 10 s, kept 24 h; coarse: 5 min, kept 30 days' }),
  from_ms: z.coerce.number().int().nonnegative().optional().openapi({ description: 'Default: an hour before the end' }),
  to_ms: z.coerce.number().int().nonnegative().optional().openapi({ description: 'Default: now' }),
});
export const seriesAnswerSchema = z
  .object({
    workloads: z.array(
      z.object({
        workload: z.string(),
        bucket_ms: z.int(),
        pods: seriesBodySchema.shape.pods
          .nullable()
          .openapi({ description: 'Now, as last reported: followed, and matching beyond the limit' }),
        buckets: z.array(seriesBucketSchema),
      }),
    ),
  })
  .openapi('Series');
export type SeriesView = z.infer<typeof seriesAnswerSchema>;

/** Aggregated buckets of a cluster's workloads. @throws `not_found`, `invalid_request` for a span that is empty or too long */
export async function showSeries(ctx: MemberCtx, input: z.infer<typeof seriesQuerySchema> & { id: string }): Promise<SeriesView> {
  requirePermission(ctx, 'cluster.read');
  const cluster = await clusterRows.find(ctx, input.id);
  if (cluster === undefined) throw notFound('cluster');
  const to_ms = input.to_ms ?? ctx.now_ms;
  const from_ms = input.from_ms ?? to_ms - HOUR_MS;
  const bucket_ms = BUCKET_MS[input.bucket];
  if (from_ms >= to_ms || (to_ms - from_ms) / bucket_ms > MAX_BUCKETS) {
    throw invalidRequest(
      `from_ms must be before to_ms, by at most ${MAX_BUCKETS} buckets.`,
      'Ask for a shorter span, or for coarse buckets.',
    );
  }
  if (cluster.state === 'pending') return { workloads: [] };
  return {
    workloads: await gatewayOf(ctx, ctx.tenant_id, cluster.id).series({ workload: input.workload, bucket_ms, from_ms, to_ms }),
  };
}
