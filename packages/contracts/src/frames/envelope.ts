import { z } from 'zod';
import { ulidSchema } from '../ids.ts';
import { epochMsSchema } from '../primitives.ts';
import { PROTOCOL_VERSION } from './limits.ts';

/** durable: numbered, kept until acknowledged. volatile: no number, may be lost. */
export type FrameClass = 'durable' | 'volatile';

/**
 * Members that every frame has besides `type` and `body`. `stream`: ULID made when the sender's outbox is born. `seq`: from
 * 1 per stream, null for volatile frames. `ack`: highest contiguous number held durably of the other side's stream.
 */
export const frameHead = {
  v: z.literal(PROTOCOL_VERSION),
  id: ulidSchema,
  stream: ulidSchema,
  seq: z.int().min(1).nullable().default(null),
  ack: z.int().nonnegative().nullable().default(null),
  sent_at_ms: epochMsSchema,
};

/** A frame of any type, known or not: what is read first. */
export const anyFrameSchema = z.object({ ...frameHead, type: z.string().min(1).max(100), body: z.unknown() });
export type AnyFrame = z.infer<typeof anyFrameSchema>;

/** Schema of one frame type. */
export function frameSchema<Type extends string, Class extends FrameClass, Body extends z.ZodType>(
  type: Type,
  frameClass: Class,
  body: Body,
) {
  const seq = frameClass === 'durable' ? z.int().min(1) : z.null().default(null);
  return z.object({
    ...frameHead,
    seq: seq as Class extends 'durable' ? z.ZodInt : z.ZodDefault<z.ZodNull>,
    type: z.literal(type),
    body,
  });
}
