/** Log lines beyond this are cut; a training loop's line is a few hundred bytes. */
export const MAX_LINE_BYTES = 64 * 1024;

export interface RawLine {
  /** Null when the bytes are not UTF-8. */
  readonly text: string | null;
  readonly truncated: boolean;
}

/** Splits a byte stream at LF (an optional CR before it is dropped). Memory is bounded by `MAX_LINE_BYTES`, whatever arrives. */
export class LineSplitter {
  #parts: Buffer[] = [];
  #size = 0;
  #truncated = false;

  push(chunk: Buffer): RawLine[] {
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  #keep(part: Buffer): void {
    const room = MAX_LINE_BYTES - this.#size;
    if (part.length > room) this.#truncated = true;
    const kept = part.subarray(0, room);
    if (kept.length === 0) return;
    // A copy: the chunk's memory must not be held by one unfinished line.
    this.#parts.push(Buffer.from(kept));
    this.#size += kept.length;
  }

  #take(): RawLine {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const truncated = this.#truncated;
    [this.#parts, this.#size, this.#truncated] = [[], 0, false];
    const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
    return { text: decode(bytes.subarray(0, end)), truncated };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
