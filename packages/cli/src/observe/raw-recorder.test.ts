import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rawRecorder } from './raw-recorder.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-raw-'));
const block = (text: string, lines: string[]) => ({ bytes: new TextEncoder().encode(text), lines });

describe('rawRecorder', () => {
  it('begins anew, then appends where an iteration goes on, each on a line of its own', () => {
    const file = join(folder, 'deep', 'raw.jsonl');
    for (const [append, text] of [
      [false, 'old\n'],
      [false, 'a\nb'],
      [true, 'c\r\n'],
    ] as const) {
      const recorder = rawRecorder({ path: 'raw.jsonl', file, input: null, append });
      recorder.write(block(text, text.split('\n')));
      expect(recorder.finish()).toEqual({
        record_raw_path: 'raw.jsonl',
        record_raw_lines_written: text.split('\n').length,
        record_raw_error: null,
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('a\nb\nc\r\n');
  });

  it('keeps the first error, at most 200 characters of it', () => {
    const recorder = rawRecorder({ path: 'x', file: `/dev/null/${'x'.repeat(250)}/raw.jsonl`, input: null, append: false });
    recorder.write(block('a\n', ['a']));
    const { record_raw_error, record_raw_lines_written } = recorder.finish();
    expect(record_raw_lines_written).toBe(0);
    expect(record_raw_error).toMatch(/\.\.\.$/);
    expect(record_raw_error).toHaveLength(200);
  });
});
