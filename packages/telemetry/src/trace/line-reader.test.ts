import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from '../file/lines.ts';
import { type ByteSource, LineReader } from './line-reader.ts';
import { lineText } from './parse-segment.ts';

/** A source that gives at most `most` bytes at once, as files may. */
const sourceOf = (bytes: Uint8Array, most = 7): ByteSource => ({
  size_bytes: bytes.length,
  read: (position, into) => {
    const part = bytes.subarray(position, position + Math.min(most, into.length));
    into.set(part);
    return part.length;
  },
});

type Line = { text: string | null; offset: number };

function linesOf(source: ByteSource, from: number, to: number): Line[] {
  const lines: Line[] = [];
  const reader = new LineReader(source, { from, to });
  while (reader.begin() && reader.next()) lines.push({ text: lineText(reader), offset: reader.offset });
  return lines;
}

const splitted = (bytes: Uint8Array): (string | null)[] => {
  const splitter = new LineSplitter();
  return [...splitter.push(bytes), ...splitter.end()];
};
const encode = (text: string) => new TextEncoder().encode(text);

const bytesOf = fc.oneof(
  fc
    .array(fc.constantFrom('a', 'bc', 'é', '\n', '\r', '\r\n', '\n\r', '\ufeff', '{}', ' '), { maxLength: 40 })
    .map((parts) => encode(parts.join(''))),
  fc.uint8Array({ maxLength: 60 }),
);

describe('LineReader', () => {
  it('has the lines that a splitter has, whatever pieces the bytes come in', () => {
    fc.assert(
      fc.property(bytesOf, fc.integer({ min: 1, max: 9 }), (bytes, most) => {
        const lines = linesOf(sourceOf(bytes, most), 0, bytes.length);
        expect(lines.map(({ text }) => text)).toEqual(splitted(bytes));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has each line once in segments that lie side by side, wherever they meet', () => {
    fc.assert(
      fc.property(bytesOf, fc.array(fc.nat(60), { maxLength: 5 }), (bytes, cuts) => {
        const at = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
        const source = sourceOf(bytes);
        const parts = at.slice(1).flatMap((to, index) => linesOf(source, at[index] ?? 0, to));
        expect(parts).toEqual(linesOf(source, 0, bytes.length));
      }),
      { numRuns: 2_000 },
    );
  });

  it('goes on behind lines that somebody has read to their end, and only behind those', () => {
    const bytes = encode('ab\ncd\r\nef\rgh');
    const reader = new LineReader(sourceOf(bytes, 100), { from: 0, to: bytes.length });
    const taken: string[] = [];
    // Nothing is read yet.
    expect(reader.begin() && reader.take(2)).toBe(false);
    expect(reader.next()).toBe(true);
    while (reader.begin() && reader.take(reader.from + 2))
      taken.push(lineText({ ...reader, to: reader.from + 2 } as LineReader) ?? '');
    expect(taken).toEqual(['cd', 'ef']);
    expect(reader.next()).toBe(true);
    expect(lineText(reader)).toBe('gh');
    expect(reader.begin()).toBe(false);
  });

  it.each([
    [0, '\n', false],
    [1, '\r\n', true],
    [0, '\r', false],
    [0, '', false],
    [3_000_000, '\n', true],
  ])('reads lines of up to 4 MiB, and %d bytes more not (ended by %j)', (more, ending, is_too_long) => {
    const bytes = encode(`${'x'.repeat(MAX_LINE_BYTES + more)}${ending}y`);
    const lines = linesOf(sourceOf(bytes, 1_000_000), 0, bytes.length).map(({ text }) => text);
    const first = is_too_long ? null : `${'x'.repeat(MAX_LINE_BYTES)}${ending === '' ? 'y' : ''}`;
    // Compared apart: the report of a difference of 4 MiB takes a while.
    expect(lines.map((text) => text?.length ?? null)).toEqual(splitted(bytes).map((text) => text?.length ?? null));
    expect(lines[0] === first || ending === '').toBe(true);
  });
});
