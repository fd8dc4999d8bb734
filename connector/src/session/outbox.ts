import {
  encodeFrame,
  makeUlid,
  OUTBOX_MAX_BYTES,
  OUTBOX_MAX_FRAMES,
  PROTOCOL_VERSION,
  type UP_FRAMES,
  type UpBody,
  type UpFrame,
  type UpFrameType,
} from '@modekeeper/contracts';
import type { RandomSource } from '../ports.ts';

export type DurableUpType = { [Type in UpFrameType]: (typeof UP_FRAMES)[Type] extends 'durable' ? Type : never }[UpFrameType];

interface Waiting {
  readonly seq: number;
  readonly type: DurableUpType;
  readonly text: string;
  readonly bytes: number;
  readonly on_acknowledged: (() => void) | null;
}

export interface OutboxLimits {
  readonly max_frames: number;
  readonly max_bytes: number;
}

/**
 * Durable frames of this boot, in memory: a new boot is a new stream, refilled from the journal (connector.md, "Frames").
 * Numbers have no gaps: when it is full the oldest `finding` gives way to a short marker with its number, never a transition or
 * receipt; a new finding is not taken in.
 */
export class Outbox {
  readonly stream: string;
  readonly #random: RandomSource;
  readonly #limits: OutboxLimits;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #nextSeq = 1;
  /** Frames up to this number were put on the socket that is open now. */
  #sentSeq = 0;
  /** Frames up to this number may be sent. */
  #allowedSeq = 0;
  #acknowledged = 0;
  dropped_findings = 0;

  constructor(
    stream: string,
    random: RandomSource,
    limits: OutboxLimits = { max_frames: OUTBOX_MAX_FRAMES, max_bytes: OUTBOX_MAX_BYTES },
  ) {
    this.stream = stream;
    this.#random = random;
    this.#limits = limits;
  }

  get size(): number {
    return this.#waiting.length;
  }

  get last_seq(): number {
    return this.#nextSeq - 1;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Adds a durable frame. False when it was dropped: only a `finding` ever is. */
  push<Type extends DurableUpType>(
    type: Type,
    body: UpBody<Type>,
    now_ms: number,
    on_acknowledged: (() => void) | null = null,
  ): boolean {
    const full = () => this.#waiting.length >= this.#limits.max_frames || this.#bytes >= this.#limits.max_bytes;
    if (full() && type === 'finding') {
      this.dropped_findings += 1;
      return false;
    }
    if (full()) this.#dropOldestFinding();
    const seq = this.#nextSeq;
    this.#nextSeq += 1;
    const text = frameText({ type, body, seq, stream: this.stream, id: makeUlid(now_ms, this.#random.bytes), now_ms });
    this.#waiting.push({ seq, type, text, bytes: text.length, on_acknowledged });
    this.#bytes += text.length;
    return true;
  }

  /** Called for each new connection: everything after `cursor` is sent again, as far as credit reaches. */
  rewind(cursor: number, credit: number): void {
    this.acknowledge(cursor);
    this.#sentSeq = Math.max(cursor, this.#acknowledged);
    this.#allowedSeq = this.#sentSeq + credit;
  }

  /** `credit` frames may follow number `seq`. */
  allow(seq: number, credit: number): void {
    this.#allowedSeq = Math.max(this.#allowedSeq, seq + credit);
  }

  /** Drops what the other side holds durably and tells whoever waits for it. A number that was never sent is ignored. */
  acknowledge(seq: number): void {
    if (seq <= this.#acknowledged || seq >= this.#nextSeq) return;
    this.#acknowledged = seq;
    while (this.#waiting[0] !== undefined && this.#waiting[0].seq <= seq) {
      const frame = this.#waiting.shift();
      this.#bytes -= frame?.bytes ?? 0;
      frame?.on_acknowledged?.();
    }
  }

  /** The next frames that may be put on the socket now, in order; each is returned once per connection. */
  take(): { readonly type: DurableUpType; readonly text: string }[] {
    const ready = this.#waiting.filter((frame) => frame.seq > this.#sentSeq && frame.seq <= this.#allowedSeq);
    const last = ready.at(-1);
    if (last !== undefined) this.#sentSeq = last.seq;
    return ready;
  }

  /** The oldest finding becomes an empty one in its place: numbers must stay contiguous. */
  #dropOldestFinding(): void {
    const index = this.#waiting.findIndex((frame) => frame.type === 'finding' && frame.bytes > MARKER_BYTES);
    const frame = this.#waiting[index];
    if (frame === undefined) return;
    const text = frameText({
      type: 'finding',
      body: { kind: 'notice', code: 'finding_dropped', target: null, detail: '', changes: [], signals: [], at_ms: 0 },
      seq: frame.seq,
      stream: this.stream,
      id: makeUlid(0, this.#random.bytes),
      now_ms: 0,
    });
    this.#waiting[index] = { ...frame, text, bytes: text.length };
    this.#bytes += text.length - frame.bytes;
    this.dropped_findings += 1;
  }
}

/** Longer than the marker that takes a dropped finding's place. */
const MARKER_BYTES = 400;

interface FrameInput {
  readonly type: UpFrameType;
  readonly body: unknown;
  readonly seq: number | null;
  readonly stream: string;
  readonly id: string;
  readonly now_ms: number;
}

/** Text of a frame; the type of the body was checked by the caller's signature. */
export function frameText({ type, body, seq, stream, id, now_ms }: FrameInput): string {
  return encodeFrame({ v: PROTOCOL_VERSION, type, id, stream, seq, ack: null, sent_at_ms: now_ms, body } as UpFrame);
}
