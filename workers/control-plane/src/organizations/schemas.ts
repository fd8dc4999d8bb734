import { z } from '@hono/zod-openapi';
import { roleSchema } from '../members/schemas.ts';

export const createOrganizationSchema = z.object({ name: z.string().trim().min(1).max(100) }).openapi('CreateOrganization');
export type CreateOrganization = z.infer<typeof createOrganizationSchema>;

export const organizationSchema = z
  .object({ id: z.string(), name: z.string(), role: roleSchema, created_at: z.string() })
  .openapi('Organization');
export type OrganizationView = z.infer<typeof organizationSchema>;
