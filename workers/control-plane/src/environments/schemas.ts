import { z } from '@hono/zod-openapi';

export const createEnvironmentSchema = z
  .object({
    kind: z.enum(['prod', 'staging', 'r&d']),
    name: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9&]{0,38}[a-z0-9])?$/, 'must be 1 to 40 lower-case letters, digits, - or &')
      .openapi({ example: 'prod' }),
  })
  .openapi('CreateEnvironment');
export type CreateEnvironment = z.infer<typeof createEnvironmentSchema>;

export const environmentSchema = z
  .object({ id: z.string(), kind: z.enum(['prod', 'staging', 'r&d']), name: z.string(), created_at: z.string() })
  .openapi('Environment');
export type EnvironmentView = z.infer<typeof environmentSchema>;
