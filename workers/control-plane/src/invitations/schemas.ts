import { z } from '@hono/zod-openapi';
import { roleSchema } from '../members/schemas.ts';

export const createInvitationSchema = z
  .object({
    email: z
      .email()
      .max(254)
      .transform((text) => text.toLowerCase()),
    role: roleSchema,
  })
  .openapi('CreateInvitation');
export type CreateInvitation = z.infer<typeof createInvitationSchema>;

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: roleSchema,
    state: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    expires_at: z.string(),
    created_at: z.string(),
  })
  .openapi('Invitation');
export type InvitationView = z.infer<typeof invitationSchema>;

export const createdInvitationSchema = invitationSchema
  .extend({
    link: z
      .string()
      .nullable()
      .openapi({ description: 'To pass on; null in the sandbox, where the e-mail at /sandbox/outbox holds it' }),
  })
  .openapi('CreatedInvitation');
export type CreatedInvitation = z.infer<typeof createdInvitationSchema>;

/** `mki_<org ulid>_<43 characters base64url of 256 bit>`. */
export const acceptInvitationSchema = z.object({ token: z.string().min(1).max(200) }).openapi('AcceptInvitation');
