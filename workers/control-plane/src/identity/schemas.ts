import { z } from '@hono/zod-openapi';
import { roleSchema } from '../members/schemas.ts';

const email = z.email().max(254).openapi({ example: 'person@example.com' });
const password = z.string().min(1).max(128);

export const signUpSchema = z.object({ name: z.string().trim().min(1).max(100), email, password }).openapi('SignUp');
export const signInSchema = z.object({ email, password }).openapi('SignIn');
export const requestResetSchema = z.object({ email }).openapi('RequestPasswordReset');
export const resetPasswordSchema = z
  .object({ token: z.string().min(1).max(200), new_password: password })
  .openapi('ResetPassword');
export const changePasswordSchema = z.object({ current_password: password, new_password: password }).openapi('ChangePassword');
export const okSchema = z.object({ ok: z.literal(true) }).openapi('Ok');

const userSchema = z.object({ id: z.string(), name: z.string(), email: z.string() }).openapi('User');
export const signedInSchema = z.object({ user: userSchema }).openapi('SignedIn');
export const meSchema = z
  .object({
    user: userSchema,
    session: z.object({ id: z.string(), expires_at: z.string() }),
    organizations: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema })),
    step_up_until: z.string().nullable().openapi({ description: 'Until when the last second factor serves' }),
    step_up_methods: z.array(z.enum(['passkey', 'password'])).openapi({ description: 'What serves as a second factor here' }),
    has_passkey: z.boolean(),
  })
  .openapi('Me');

export const sessionSchema = z
  .object({
    id: z.string(),
    current: z.boolean(),
    created_at: z.string(),
    expires_at: z.string(),
    address: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .openapi('Session');

/** WebAuthn answers are the browser's; the auth library judges them. */
export const webAuthnSchema = z.record(z.string(), z.unknown()).openapi('WebAuthnResponse');
export const stepUpSchema = z
  .discriminatedUnion('method', [
    z.object({ method: z.literal('passkey'), response: webAuthnSchema }),
    z.object({ method: z.literal('password'), password }),
  ])
  .openapi('StepUp');
export type StepUp = z.infer<typeof stepUpSchema>;
export const stepUpAnswerSchema = z
  .object({ method: z.enum(['passkey', 'password']), valid_until: z.string() })
  .openapi('StepUpAnswer');
