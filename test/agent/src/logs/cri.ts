/** Longest part of a line that CRI runtimes write as one entry. */
const PART_BYTES = 16_384;

/** RFC 3339 with nanoseconds, as CRI log files have it; the clock gives microseconds at best. */
export function criTime(epoch_ms: number): string {
  const micros = Math.floor(epoch_ms * 1000);
  const millis = Math.floor(micros / 1000);
  const rest = String(micros - millis * 1000).padStart(3, '0');
  return `${new Date(millis).toISOString().slice(0, -1)}${rest}000Z`;
}

/** Splits a stream into entries of a CRI log: one per line, `F` for a whole one, `P` for a part of one that is too long. */
export type CriSplitter = {
  /** Entries that are complete with this chunk. */
  push(chunk: Buffer, epoch_ms: number): string;
  /** What is left at the end of the stream, as a line of its own. */
  end(epoch_ms: number): string;
};

/** A splitter for one stream of one container. */
export function createCriSplitter(stream: 'stdout' | 'stderr'): CriSplitter {
  let rest = Buffer.alloc(0);
  const entry = (tag: 'F' | 'P', bytes: Buffer, epoch_ms: number) =>
    `${criTime(epoch_ms)} ${stream} ${tag} ${bytes.toString('utf8')}\n`;
  return {
    push(chunk, epoch_ms) {
      let out = '';
      let bytes = Buffer.concat([rest, chunk]);
      for (;;) {
        const end = bytes.indexOf(0x0a);
        if (end >= 0 && end <= PART_BYTES) {
          out += entry('F', bytes.subarray(0, end), epoch_ms);
          bytes = bytes.subarray(end + 1);
        } else if (bytes.length > PART_BYTES) {
          const cut = characterBoundary(bytes, PART_BYTES);
          out += entry('P', bytes.subarray(0, cut), epoch_ms);
          bytes = bytes.subarray(cut);
        } else break;
      }
      rest = Buffer.from(bytes);
      return out;
    },
    end(epoch_ms) {
      const out = rest.length === 0 ? '' : entry('F', rest, epoch_ms);
      rest = Buffer.alloc(0);
      return out;
    },
  };
}

/** The last place at or before `at` that does not cut a UTF-8 character in two. */
function characterBoundary(bytes: Buffer, at: number): number {
  let cut = at;
  while (cut > 0 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return cut;
}
