import { z } from '@hono/zod-openapi';

export const roleSchema = z.enum(['owner', 'admin', 'approver', 'viewer']).openapi('Role');
export type Role = z.infer<typeof roleSchema>;
