/** How far a stream of the connector has been stored here: `seq` is the highest contiguous number. */
export type StreamCursor = { readonly stream: string; readonly seq: number };

/**
 * What a numbered frame is to a cursor.
 * - `next`: store it, the cursor moves on by one
 * - `duplicate`: was stored before; acknowledge again, change nothing
 * - `gap`: numbers in between are missing; store nothing, the sender goes back to the acknowledged number
 * - `foreign_stream`: not the stream that `hello` announced
 */
export type Arrival = 'next' | 'duplicate' | 'gap' | 'foreign_stream';

export type NumberedFrame = { readonly stream: string; readonly seq: number };

/** The cursor of a stream that nothing was received from: its first frame has the number 1. */
export function newCursor(stream: string): StreamCursor {
  return { stream, seq: 0 };
}

/** Judges a frame against the cursor; pure, so that a resend after any loss gives the same answer. */
export function judgeArrival(cursor: StreamCursor, frame: NumberedFrame): Arrival {
  if (frame.stream !== cursor.stream) return 'foreign_stream';
  if (frame.seq <= cursor.seq) return 'duplicate';
  return frame.seq === cursor.seq + 1 ? 'next' : 'gap';
}

/** The cursor after a frame: moves only for `next`. */
export function advance(cursor: StreamCursor, frame: NumberedFrame): StreamCursor {
  return judgeArrival(cursor, frame) === 'next' ? { stream: cursor.stream, seq: frame.seq } : cursor;
}
