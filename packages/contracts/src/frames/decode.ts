import type { z } from 'zod';
import { ModeKeeperError } from '../error.ts';
import { strictParse } from '../json/strict-parse.ts';
import { type AnyFrame, anyFrameSchema } from './envelope.ts';
import { DOWN_FRAMES, type DownFrame, downFrameSchema, UP_FRAMES, type UpFrame, upFrameSchema } from './frames.ts';
import { FRAME_MAX_BYTES } from './limits.ts';

/** A frame of a type that this build knows, or one to be counted and dropped (acknowledged too when it has a number). */
export type Decoded<Frame> = { known: true; frame: Frame } | { known: false; frame: AnyFrame };

/** A frame that is refused; `envelope` when that much of it could be read, so that a number among others can be acknowledged. */
export class FrameInvalidError extends ModeKeeperError {
  readonly envelope: AnyFrame | null;

  constructor(why: string, envelope: AnyFrame | null, cause: unknown) {
    super({
      code: 'frame_invalid',
      message: `The frame is refused: ${why}.`,
      hint: 'Both sides must speak connector.v1; update the older one.',
      cause,
    });
    this.envelope = envelope;
  }
}

function decode<Frame>(data: string | Uint8Array, types: object, schema: z.ZodType<Frame>): Decoded<Frame> {
  const value = strictParse(data, { profile: 'strict', max_bytes: FRAME_MAX_BYTES });
  const any = anyFrameSchema.safeParse(value);
  if (!any.success) throw new FrameInvalidError('the envelope is not one of connector.v1', null, any.error);
  if (!Object.hasOwn(types, any.data.type)) return { known: false, frame: any.data };
  const known = schema.safeParse(value);
  if (!known.success) throw new FrameInvalidError(`the body of ${any.data.type} does not fit its schema`, any.data, known.error);
  return { known: true, frame: known.data };
}

/**
 * Reads a frame from the connector.
 * @throws ModeKeeperError `invalid_json` or `payload_too_large`, FrameInvalidError `frame_invalid`
 */
export function decodeUpFrame(data: string | Uint8Array): Decoded<UpFrame> {
  return decode(data, UP_FRAMES, upFrameSchema);
}

/**
 * Reads a frame from the control plane.
 * @throws ModeKeeperError `invalid_json` or `payload_too_large`, FrameInvalidError `frame_invalid`
 */
export function decodeDownFrame(data: string | Uint8Array): Decoded<DownFrame> {
  return decode(data, DOWN_FRAMES, downFrameSchema);
}

/** Text of a frame for the socket. */
export function encodeFrame(frame: UpFrame | DownFrame): string {
  return JSON.stringify(frame);
}
