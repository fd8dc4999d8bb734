import { z } from 'zod';

/** Who did something; part of every audit row. */
export const actorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), user_id: z.string(), session_id: z.string() }),
  z.object({ type: z.literal('connector'), cluster_id: z.string(), key_id: z.string() }),
  z.object({ type: z.literal('system'), name: z.enum(['cron', 'gateway', 'sandbox']) }),
]);
export type Actor = z.infer<typeof actorSchema>;
export type UserActor = Extract<Actor, { type: 'user' }>;
