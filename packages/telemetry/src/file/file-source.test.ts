import { sampleSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInSegments } from '../testing/in-segments.ts';
import { fileFormat } from './file-source.ts';

/** `size`: how far apart the segments' ends lie. */
const read = async (format: 'jsonl' | 'csv', input: string | Uint8Array, size = 7) => {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const cuts = Array.from({ length: Math.trunc(bytes.length / size) }, (_, index) => (index + 1) * size);
  const { window, ...counts } = await readInSegments(format, bytes, { cuts, max_samples: 1_000 });
  return { ...counts, samples: [...window.samples()] };
};
const times = async (text: string) => (await read('jsonl', text)).samples.map(({ timestamp_ms }) => timestamp_ms);

describe('file source', () => {
  it('knows formats by suffix in any case, and no others', () => {
    expect(['a.jsonl', 'b/C.CSV', 'a.json', 'jsonl', 'a.jsonl.gz'].map(fileFormat)).toEqual(['jsonl', 'csv', null, null, null]);
  });

  it('ends lines at LF, CR and CRLF only, and skips a byte order mark, wherever segments end', async () => {
    const text =
      '\ufeff{"ts":1,"step_time_ms":1}\r\n{"ts":2,"step_time_ms":1}\r{"ts":3,"step_time_ms":1}\n\n{"ts":4,"step_time_ms":1}';
    for (let size = 1; size < 40; size += 1) {
      const { observe_ingest, rows_read, samples } = await read('jsonl', text, size);
      expect(samples.map(({ timestamp_ms }) => timestamp_ms)).toEqual([1000, 2000, 3000, 4000]);
      expect([rows_read, observe_ingest.dropped_total]).toEqual([5, 0]);
    }
    expect((await read('jsonl', '{"ts":1,"step_time_ms":1,"node":"a\u2028b\u0085c"}')).samples[0]?.node).toBe('a\u2028b\u0085c');
  });

  it('counts each way of dropping apart, bad lines in rows_read, blank ones too', async () => {
    const lines = ['{"ts":1,"step_time_ms":1}', '  ', '{', 'NaN', '[1]', '{"ts":1}', '{"ts":1,"step_time_ms":1}', '"x"'];
    const bad = Uint8Array.from([0xff, 0x0a]);
    const head = new TextEncoder().encode(`${lines.join('\n')}\n`);
    const { observe_ingest, rows_read, samples } = await read('jsonl', new Uint8Array([...head, ...bad]));
    expect([rows_read, samples.length]).toEqual([9, 1]);
    expect(observe_ingest).toEqual({
      dropped_invalid_json: 2,
      dropped_invalid_shape: 3,
      dropped_missing_fields: 1,
      dropped_duplicates: 1,
      dropped_total: 7,
      reordered: 0,
    });
  });

  it('sorts stably, keeps equal times with different content, counts what came late', async () => {
    const line = (ts: number, step: number) => `{"ts":${ts},"step_time_ms":5,"step":${step}}`;
    const text = [line(3, 1), line(1, 2), line(3, 3), line(2, 4), line(3, 1), line(1, 2)].join('\n');
    const { observe_ingest, samples } = await read('jsonl', text);
    expect(samples.map(({ step }) => step)).toEqual([2, 4, 1, 3]);
    expect(observe_ingest).toMatchObject({ dropped_duplicates: 2, reordered: 2 });
  });

  it('reads CSV rows by header, quotes within one line, and never counts JSON faults', async () => {
    const text =
      'ts,step_time_ms,node,"loss",checkpoint,worker_latencies_ms\r\n\r\n1,10,"a, ""b""",,true,"[9, 11]"\n2,"20",n\n3,,n,1\n4,5,"open,1\n';
    const { observe_ingest, rows_read, samples } = await read('csv', text);
    expect(samples).toHaveLength(3);
    expect(samples[0]).toMatchObject({ node: 'a, "b"', loss: null, checkpoint: true, worker_latencies_ms: [9, 11] });
    expect(samples[1]).toMatchObject({ latency_ms: 20, node: 'n' });
    expect(samples[2]).toMatchObject({ node: 'open,1', loss: null });
    expect([rows_read, observe_ingest.dropped_missing_fields]).toEqual([4, 1]);
  });

  it('takes CSV names as they stand', async () => {
    expect((await read('csv', 'ts, step_time_ms\n1,2')).observe_ingest.dropped_missing_fields).toBe(1);
  });

  it('drops a CSV row that is not UTF-8 as one without fields', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('ts,step_time_ms\n1,2\n'), 0xff, 0x0a]);
    expect(await read('csv', bytes)).toMatchObject({
      rows_read: 2,
      observe_ingest: { dropped_missing_fields: 1, dropped_total: 1 },
    });
  });

  it('never throws, accounts for every line, and gives sorted valid samples, whatever the bytes', async () => {
    const line = fc
      .record({ ts: fc.integer({ min: 0, max: 3 }), step_time_ms: fc.integer({ min: -1, max: 3 }) })
      .map((item) => JSON.stringify(item));
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      line,
      fc.constantFrom('[]', '1', '', ' ', '{"ts":1', '"'),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(noise).map((parts) => new TextEncoder().encode(parts.join('\n'))),
    );
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom<'jsonl' | 'csv'>('jsonl', 'csv'),
        fc.integer({ min: 10, max: 80 }),
        async (input, format, size) => {
          const { observe_ingest, rows_read, samples } = await read(format, input, size);
          const { dropped_total, reordered, ...dropped } = observe_ingest;
          expect(Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBe(dropped_total);
          expect(samples.length + dropped_total).toBeLessThanOrEqual(rows_read);
          expect(reordered).toBeLessThanOrEqual(samples.length);
          for (const sample of samples) sampleSchema.parse(sample);
          const at = samples.map(({ timestamp_ms }) => timestamp_ms);
          expect(at).toEqual([...at].sort((left, right) => left - right));
          expect(await read(format, input, 17)).toEqual({ observe_ingest, rows_read, samples });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives the same samples in any order of lines, up to the order within one time', async () => {
    const line = fc
      .record({ ts: fc.integer({ min: 0, max: 20 }), step_time_ms: fc.integer({ min: 1, max: 3 }) })
      .map((item) => JSON.stringify(item));
    const shuffled = fc
      .array(line)
      .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    const known = async (lines: string[]) =>
      (await read('jsonl', lines.join('\n'))).samples.map((sample) => JSON.stringify(sample)).sort();
    await fc.assert(
      fc.asyncProperty(shuffled, async ([lines, others]) => {
        expect(await known(others)).toEqual(await known(lines));
        expect(await times(others.join('\n'))).toEqual(await times(lines.join('\n')));
      }),
      { numRuns: 100 },
    );
  });
});
