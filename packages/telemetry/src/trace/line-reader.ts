import { MAX_LINE_BYTES } from '../file/lines.ts';

const LF = 0x0a;
const CR = 0x0d;
const CHUNK_BYTES = 65_536;
const FEWEST_BYTES = 1_024;

/** Bytes that can be read at any place, again and again. */
export type ByteSource = {
  readonly size_bytes: number;
  /** Fills `into` from `position` on; answers how many bytes there were, 0 at the end. */
  read(position: number, into: Uint8Array): number;
};

/** A part of a source; it has the lines that begin in it. */
export type Segment = { readonly from: number; readonly to: number };

/**
 * The lines of a segment, ended by LF, CR or CRLF only, without a text or an object for each: after `begin` and `next` the line stands at
 * `[from, to)` of `bytes`. Segments that lie side by side have all lines of the whole, each once.
 */
export class LineReader {
  bytes: Uint8Array;
  from = 0;
  to = 0;
  /** Where the line begins in the source. */
  offset = 0;
  /** Longer than lines are read; nothing of it is in `bytes`. */
  is_too_long = false;

  readonly #source: ByteSource;
  #segment: Segment;
  /** Place in the source of the first byte of `bytes`. */
  #base: number;
  #filled = 0;
  /** `bytes` as far as they are filled. */
  #view: Uint8Array = new Uint8Array(0);
  #at = 0;
  #is_end = false;

  /** `chunk_bytes`: how much is read at once. */
  constructor(source: ByteSource, segment: Segment, chunk_bytes = CHUNK_BYTES) {
    this.#source = source;
    this.#segment = segment;
    // A segment begins with the first line that begins in it: what the byte before it belongs to is another one's.
    this.#base = Math.max(0, segment.from - 1);
    // A small segment needs little room; a line that is longer makes more.
    this.bytes = new Uint8Array(Math.min(chunk_bytes, Math.max(segment.to - this.#base, FEWEST_BYTES)) + 1);
    if (segment.from > 0) this.#skipForeign();
  }

  /** Goes to a line by the place where it begins. */
  seek(offset: number): void {
    this.#segment = { from: offset, to: offset + 1 };
    if (offset >= this.#base && offset < this.#base + this.#filled) {
      this.#at = offset - this.#base;
    } else {
      this.#base = offset;
      this.#at = 0;
      this.#filled = 0;
      this.#view = this.bytes.subarray(0, 0);
    }
    this.#is_end = false;
  }

  /** Begins a line that `take` or `next` goes behind: what is known of it stands at `from`. False when no line begins in the segment any more. */
  begin(): boolean {
    this.from = this.#at;
    this.offset = this.#base + this.#at;
    return this.offset < this.#segment.to;
  }

  /** Goes behind the line when it ends at `end`, as somebody has found who read it; false when that is not known yet. */
  take(end: number): boolean {
    const byte = this.bytes[end];
    // Behind the last byte read stands a zero; a carriage return there may have its line feed behind it.
    if (byte !== LF && (byte !== CR || end + 1 >= this.#filled)) return false;
    this.#at = this.#behind(end);
    return true;
  }

  /** Finds where the line ends and goes behind it; false at the end of the source. */
  next(): boolean {
    let skipped_bytes = 0;
    let search = this.#at;
    let end = this.#lineEnd(search);
    while (end === -1) {
      search = this.#searched() - this.#at;
      if (search > MAX_LINE_BYTES) {
        // Only its length counts any more.
        skipped_bytes += search;
        this.#at += search;
        search = 0;
      }
      if (!this.#fill()) break;
      end = this.#lineEnd(this.#at + search);
    }
    this.from = this.#at;
    this.to = end === -1 ? this.#filled : end;
    const length = skipped_bytes + this.to - this.from;
    this.is_too_long = length > MAX_LINE_BYTES;
    this.#at = end === -1 ? this.#filled : this.#behind(end);
    return end !== -1 || length > 0;
  }

  #skipForeign(): void {
    const { to } = this.#segment;
    for (;;) {
      const end = this.#lineEnd(this.#at);
      if (end !== -1) {
        this.#at = this.#behind(end);
        return;
      }
      const is_over = this.#base + this.#filled >= to;
      this.#at = is_over ? this.#filled : this.#searched();
      if (is_over || !this.#fill()) return;
    }
  }

  /** Up to where no line ends: a carriage return at the end of `bytes` is looked at once more. */
  #searched(): number {
    return this.#filled > this.#at && this.bytes[this.#filled - 1] === CR ? this.#filled - 1 : this.#filled;
  }

  /** Place of the byte that ends the line, searched from `from` on; -1 when it is not in `bytes`. A carriage return at their end may have its line feed behind it. */
  #lineEnd(from: number): number {
    const lf = this.#view.indexOf(LF, from);
    const cr = this.#view.subarray(from, lf === -1 ? this.#filled : lf).indexOf(CR);
    const end = cr === -1 ? lf : from + cr;
    return end === this.#filled - 1 && this.bytes[end] === CR && !this.#is_end ? -1 : end;
  }

  #behind(end: number): number {
    return this.bytes[end] === CR && this.bytes[end + 1] === LF && end + 1 < this.#filled ? end + 2 : end + 1;
  }

  /** Reads on behind what is not used yet; false when there is nothing more. */
  #fill(): boolean {
    if (this.#is_end) return false;
    const rest = this.#filled - this.#at;
    const old = this.bytes;
    if (rest > old.length / 2) this.bytes = new Uint8Array(old.length * 2);
    this.bytes.set(old.subarray(this.#at, this.#filled));
    this.#base += this.#at;
    this.#at = 0;
    const position = this.#base + rest;
    const room = Math.min(this.bytes.length - 1 - rest, this.#source.size_bytes - position);
    const count = room > 0 ? this.#source.read(position, this.bytes.subarray(rest, rest + room)) : 0;
    this.#filled = rest + count;
    this.#is_end = count === 0;
    // What stands behind the last byte is no part of a line.
    this.bytes[this.#filled] = 0;
    this.#view = this.bytes.subarray(0, this.#filled);
    return true;
  }
}
