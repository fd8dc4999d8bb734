import { z } from '@hono/zod-openapi';
import { organizationIdSchema, trustDocumentSchema } from '@modekeeper/contracts';

export const progressSchema = z.object({
  items: z
    .array(
      z.object({
        id: z.string().min(1).max(60),
        label: z.string().min(1).max(200),
        state: z.enum(['waiting', 'running', 'done', 'failed']),
        detail: z.string().max(500).default(''),
      }),
    )
    .max(60),
});
export type Progress = z.infer<typeof progressSchema>;

/** A licence belongs to `tenant_id`; without one it is the sandbox's, for every tenant that has none of its own. */
export const trustUploadSchema = z.object({
  documents: z.array(trustDocumentSchema).min(1).max(20),
  tenant_id: organizationIdSchema.optional(),
});
export type TrustUpload = z.infer<typeof trustUploadSchema>;
