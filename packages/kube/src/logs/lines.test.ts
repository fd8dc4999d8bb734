import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from './lines.ts';

describe('LineSplitter', () => {
  it('finds the same lines however the bytes are cut', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(64)), (lines, end, cuts) => {
        const bytes = Buffer.from(lines.map((text) => text + end).join(''));
        const splitter = new LineSplitter();
        const found: (string | null)[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          found.push(...splitter.push(bytes.subarray(at, at + cut)).map((each) => each.text));
          at = Math.min(bytes.length, at + cut);
        }
        found.push(...splitter.push(bytes.subarray(at)).map((each) => each.text));
        expect(found).toEqual(lines);
      }),
    );
  });

  it('keeps an unfinished line for the next chunk', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from('a\nb'))).toEqual([{ text: 'a', truncated: false }]);
    expect(splitter.push(Buffer.from('c\n'))).toEqual([{ text: 'bc', truncated: false }]);
  });

  it('says when bytes are not UTF-8', () => {
    expect(new LineSplitter().push(Buffer.from([0xff, 10]))).toEqual([{ text: null, truncated: false }]);
  });

  it('cuts a line that never ends, says so, and goes on with the next', () => {
    const splitter = new LineSplitter();
    for (let part = 0; part < 200; part += 1) splitter.push(Buffer.alloc(1024, 'x'));
    const [long, next] = splitter.push(Buffer.from('\nok\n'));
    expect(long).toEqual({ text: 'x'.repeat(MAX_LINE_BYTES), truncated: true });
    expect(next).toEqual({ text: 'ok', truncated: false });
  });
});
