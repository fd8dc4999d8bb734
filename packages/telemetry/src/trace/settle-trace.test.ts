import { windowOf } from '@modekeeper/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileFormat } from '../file/file-source.ts';
import { readTraceInMemory } from '../testing/in-memory.ts';
import { readInSegments, type Way } from '../testing/in-segments.ts';
import type { ObservedTrace } from './settle-trace.ts';

/** Everything that can be asked of a window, as plain values. */
function plain({ observe_ingest, rows_read, window }: ObservedTrace) {
  const { latencies, samples, ...rest } = window;
  const count = latencies.length;
  const sorted = [0, 1, count >> 1, count - 2, count - 1, count].map((index) => (index < 0 ? null : latencies.at(index)));
  return { ...rest, sorted, samples: [...samples()], observe_ingest, rows_read };
}

async function expectSame(format: FileFormat, bytes: Uint8Array, way: Way): Promise<void> {
  const { samples, ...counts } = readTraceInMemory(format, bytes);
  expect(plain(await readInSegments(format, bytes, way))).toEqual(plain({ window: windowOf(samples), ...counts }));
}

const few = fc.constantFrom(1, 1.5, 2, 0.1, 1e-7, 3.3333333333333335);
const record = fc.record(
  {
    ts: fc.integer({ min: 1, max: 12 }),
    step_time_ms: fc.oneof(few, fc.double({ min: 0.001, max: 1e4, noNaN: true })),
    loss: fc.oneof(few, fc.constantFrom(null, 'nan', '', 'bad', -2)),
    throughput: fc.oneof(few, fc.constantFrom(0, -1)),
    worker_latencies_ms: fc.array(few, { maxLength: 4 }),
    gpu_util_pct: fc.constantFrom(10, 89.9, 90, null, '50%'),
    gpu_mem_util_pct: fc.constantFrom(10, 95, null),
    node: fc.constantFrom('a', 'b', ' a', 'é', null),
    step: fc.nat(2),
    rank: fc.nat(2),
  },
  { requiredKeys: ['ts', 'step_time_ms'] },
);
const jsonLine = fc.oneof(
  { weight: 8, arbitrary: record.map((fields) => JSON.stringify(fields)) },
  { weight: 2, arbitrary: record.map((fields) => JSON.stringify(fields).replaceAll(',', ' , ').replace('"ts"', '"t\\u0073"')) },
  fc.constantFrom('', ' ', '{', '[]', '5', '{"ts":1}', '{"ts":1,"step_time_ms":NaN}', '\u{feff}{"ts":1,"step_time_ms":1}'),
);
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');
const jsonl = fc
  .array(fc.tuple(jsonLine, ending), { maxLength: 40 })
  // Each line may come again, anywhere.
  .chain((lines) => fc.tuple(fc.constant(lines), fc.array(fc.nat(Math.max(0, lines.length - 1)), { maxLength: 20 })))
  .map(([lines, again]) => [...lines, ...again.flatMap((index) => (lines[index] === undefined ? [] : [lines[index]]))])
  .map((lines) => new TextEncoder().encode(lines.flat().join('')));
const csv = fc
  .array(fc.tuple(fc.nat(5), fc.constantFrom('1', '2.5', 'x', ''), fc.constantFrom('a', '"b,c"', '')), { maxLength: 20 })
  .map((rows) =>
    new TextEncoder().encode(`\n ts,step_time_ms,node\nts,step_time_ms,node\r\n${rows.map((row) => row.join(',')).join('\n')}`),
  );
/** Not a limit that is measured: other work may run beside. */
const PATIENCE_MS = 60_000;
const way = fc.record({ cuts: fc.array(fc.nat(3_000), { maxLength: 6 }), max_samples: fc.constantFrom(0, 3, 10, 1_000) });

describe('a trace that is read in segments', () => {
  it(
    'says what it says when it is read into memory whole, spilled or not, wherever it is cut',
    async () => {
      await fc.assert(
        fc.asyncProperty(jsonl, way, (bytes, how) => expectSame('jsonl', bytes, how)),
        { numRuns: 600 },
      );
    },
    PATIENCE_MS,
  );

  it('does so as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(csv, way, (bytes, how) => expectSame('csv', bytes, how)),
      { numRuns: 300 },
    );
  });

  it('does so whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom<FileFormat>('jsonl', 'csv'), way, expectBytes),
      { numRuns: 300 },
    );
    function expectBytes(bytes: Uint8Array, format: FileFormat, how: Way): Promise<void> {
      return expectSame(format, bytes, how);
    }
  });

  it(
    'does so over more samples than a page or a chunk holds, in any order, spilled',
    async () => {
      let state = 7;
      const random = () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
      };
      const line = (index: number) =>
        `{"ts":${1_700_000_000 + Math.trunc(index / 2 + random() * 9_000)},"step_time_ms":${(100 + random()).toFixed(2)},"loss":${random()}}\n`;
      const bytes = new TextEncoder().encode(Array.from({ length: 20_000 }, (_, index) => line(index)).join(''));
      const cuts = Array.from({ length: 9 }, (_, index) => index * 150_000);
      const { samples, ...counts } = readTraceInMemory('jsonl', bytes);
      const expected = { window: windowOf(samples), ...counts };
      for (const max_samples of [5_000, 1_000_000]) {
        const found = await readInSegments('jsonl', bytes, { cuts, max_samples });
        expect(found.observe_ingest).toEqual(expected.observe_ingest);
        expect(found.window.signals).toEqual(expected.window.signals);
        expect(found.window.telemetry).toEqual(expected.window.telemetry);
        expect([...found.window.samples()]).toEqual(samples);
        for (const rank of [0, 1, 9_999, 19_998])
          expect(found.window.latencies.at(rank)).toBe(expected.window.latencies.at(rank));
      }
    },
    PATIENCE_MS,
  );

  it('is empty when nothing of it can be used', async () => {
    const empty = await readInSegments('jsonl', new Uint8Array(0), { cuts: [], max_samples: 1 });
    expect(plain(empty)).toMatchObject({ sample_count: 0, span_ms: 0, rows_read: 0, signals: { notes: ['no_samples'] } });
  });
});
