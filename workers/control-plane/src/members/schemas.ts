import { z } from '@hono/zod-openapi';
import { ROLES } from '@modekeeper/contracts';

export const roleSchema = z.enum(ROLES).openapi('Role');

export const memberSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the user' }),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    joined_at: z.string(),
  })
  .openapi('Member');
export type MemberView = z.infer<typeof memberSchema>;
export const changeMemberSchema = z.object({ role: roleSchema }).openapi('ChangeMember');

export const roleBindingSchema = z
  .object({
    id: z.string(),
    principal: z.object({ type: z.literal('user'), id: z.string() }),
    role: roleSchema,
    scope: z.object({ type: z.literal('organization'), id: z.string() }),
    created_at: z.string(),
  })
  .openapi('RoleBinding');
export type RoleBindingView = z.infer<typeof roleBindingSchema>;
