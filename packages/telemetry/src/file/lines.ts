const LF = 0x0a;
const CR = 0x0d;
const BOM = [0xef, 0xbb, 0xbf];
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Longest line that is read; a longer one counts as not UTF-8, so that a file without line ends cannot fill the memory. */
export const MAX_LINE_BYTES = 4 * 1_048_576;

/** Cuts bytes into lines, chunk by chunk; where the cuts between chunks fall makes no difference. */
export class LineSplitter {
  #rest: Uint8Array[] = [];
  #rest_bytes = 0;
  #is_first = true;
  #skip_lf = false;

  push(chunk: Uint8Array): (string | null)[] {
    const lines: (string | null)[] = [];
    let from = 0;
    if (this.#skip_lf && chunk.length > 0) {
      this.#skip_lf = false;
      if (chunk[0] === LF) from = 1;
    }
    for (let at = nextEnd(chunk, from); at !== -1; at = nextEnd(chunk, from)) {
      lines.push(this.#line(chunk.subarray(from, at)));
      from = at + 1;
      if (chunk[at] !== CR) continue;
      if (from === chunk.length) this.#skip_lf = true;
      else if (chunk[from] === LF) from += 1;
    }
    this.#keep(chunk.subarray(from));
    return lines;
  }

  /** The last line, when no line end closed it. */
  end(): (string | null)[] {
    return this.#rest_bytes === 0 ? [] : [this.#line(new Uint8Array(0))];
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#rest_bytes += part.length;
    if (this.#rest_bytes > MAX_LINE_BYTES) this.#rest = [];
    else this.#rest.push(part.slice());
  }

  #line(part: Uint8Array): string | null {
    const size = this.#rest_bytes + part.length;
    const parts = this.#rest;
    const isFirst = this.#is_first;
    this.#rest = [];
    this.#rest_bytes = 0;
    this.#is_first = false;
    if (size > MAX_LINE_BYTES) return null;
    const bytes = parts.length === 0 ? part : joined([...parts, part], size);
    return decodeLine(bytes, isFirst);
  }
}

function nextEnd(bytes: Uint8Array, from: number): number {
  const lf = bytes.indexOf(LF, from);
  const cr = bytes.subarray(from, lf === -1 ? bytes.length : lf).indexOf(CR);
  return cr === -1 ? lf : from + cr;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Text of a line; null when it is not UTF-8. A byte order mark is skipped in front of the first. */
export function decodeLine(line: Uint8Array, isFirst: boolean): string | null {
  const hasMark = isFirst && BOM.every((byte, index) => line[index] === byte);
  try {
    return decoder.decode(hasMark ? line.subarray(BOM.length) : line);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
