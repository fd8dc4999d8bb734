import { sampleSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStdoutJsonl } from './stdout-jsonl.ts';

function sampleOf(line: string) {
  const parsed = parseStdoutJsonl(line);
  if (parsed.kind !== 'sample') throw new Error(`no sample: ${parsed.kind}`);
  return parsed.sample;
}

const STAMP = '2026-01-02T03:04:05.000000001Z';
const trainer =
  '{"ts":1700000000,"step":7,"event":"knobs_snapshot","loss":1.25,"throughput":120.5,"step_time_ms":2000,"knobs":{"concurrency":1,"dataloader_prefetch_factor":1},"knobs_kv":"concurrency=1"}';

describe('parser B', () => {
  it('reads the image trainer line behind the timestamp of the kubelet, its own ts winning', () => {
    expect(sampleOf(`${STAMP} ${trainer}`)).toEqual({
      timestamp_ms: 1_700_000_000_000,
      loss: 1.25,
      latency_ms: 2000,
      throughput: 120.5,
      worker_latencies_ms: [2000],
      step: 7,
      node: null,
      gpu_model: null,
      gpu_util_pct: null,
      gpu_mem_util_pct: null,
      knobs: { concurrency: 1, dataloader_prefetch_factor: 1 },
    });
  });

  it('takes the timestamp of the kubelet when the record has none or an empty one', () => {
    const ms = Date.UTC(2026, 0, 2, 3, 4, 5);
    expect(sampleOf(`${STAMP} {"step":1,"throughput":10}`).timestamp_ms).toBe(ms);
    expect(sampleOf(`${STAMP} {"ts":"","step":1,"throughput":10}`).timestamp_ms).toBe(ms);
  });

  it('reads key=value lines with quotes and escapes, the last repetition winning', () => {
    const sample = sampleOf(
      'msg="step \\"done\\" x=9" ts=1700000000 step=3 step=4 samples_per_sec=50 step_time="125 ms" knobs_kv="concurrency=4,timeout_ms=5000"',
    );
    expect(sample).toMatchObject({ step: 4, throughput: 50, latency_ms: 125, knobs: { concurrency: 4, timeout_ms: 5000 } });
  });

  it('derives the step time from the throughput when there is no usable one', () => {
    expect(sampleOf('{"ts":1,"step":1,"throughput":8}').latency_ms).toBe(125);
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"step_time_ms":"soon"}').latency_ms).toBe(125);
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"step_time_ms":0}').latency_ms).toBe(125);
  });

  it.each([
    ['no timestamp at all', '{"step":1,"throughput":10}'],
    ['an unparsable timestamp, though the kubelet gave one', `${STAMP} {"ts":"soon","step":1,"throughput":10}`],
    ['no step', '{"ts":1,"throughput":10}'],
    ['a fraction as step', '{"ts":1,"step":1.0,"throughput":10}'],
    ['no throughput', '{"ts":1,"step":1}'],
    ['a throughput of zero', '{"ts":1,"step":1,"throughput":0}'],
    ['an infinite throughput', '{"ts":1,"step":1,"throughput":Infinity}'],
  ])('drops a record with %s', (_name, line) => {
    expect(parseStdoutJsonl(line)).toEqual({ kind: 'missing_fields' });
  });

  it.each(['Traceback (most recent call last):', '[1,2]', `${STAMP} loading checkpoint`, '{"ts":1', '='])(
    'tells ordinary output from a record: %s',
    (line) => {
      expect(parseStdoutJsonl(line)).toEqual({ kind: 'no_record' });
    },
  );

  it('keeps a record whose loss is bad, and reads NaN literals outside of texts only', () => {
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"loss":NaN}').loss).toBeNull();
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"loss":"n/a","note":"NaN \\" -Infinity"}').loss).toBeNull();
  });

  it('leaves out an unusable optional field and keeps the record', () => {
    const sample = sampleOf(
      '{"ts":1,"step":1,"throughput":8,"forward_ms":-1,"rank":1.5,"checkpoint":"yes","knobs":{"concurrency":"many","x":2.0}}',
    );
    for (const field of ['forward_ms', 'rank', 'checkpoint', 'knobs']) expect(sample).not.toHaveProperty(field);
  });

  it('uses the times of the workers only when all of them are usable', () => {
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"worker_latencies_ms":[1,"2",3.5]}').worker_latencies_ms).toEqual([
      1, 2, 3.5,
    ]);
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"worker_latencies_ms":"[1, 2]"}').worker_latencies_ms).toEqual([1, 2]);
    expect(sampleOf('{"ts":1,"step":1,"throughput":8,"worker_latencies_ms":[1,0]}').worker_latencies_ms).toEqual([125]);
  });

  it('never throws, and what it returns is a valid sample, whatever the line', () => {
    const noise = fc.string({ unit: 'binary', maxLength: 300 });
    const value = fc
      .oneof(fc.anything(), fc.double(), fc.string())
      .map((item) => JSON.stringify(item, (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v)) ?? 'null');
    const key = fc.constantFrom(
      'ts',
      'step',
      'throughput',
      'loss',
      'step_time_ms',
      'knobs',
      'knobs_kv',
      'worker_latencies_ms',
      'rank',
      'checkpoint',
      '__proto__',
    );
    const record = fc
      .array(fc.tuple(key, value))
      .map((pairs) => `{${pairs.map(([name, item]) => `"${name}":${item}`).join(',')}}`);
    const whole = fc
      .record({
        ts: fc.integer({ min: 1, max: 1e12 }),
        step: fc.integer(),
        throughput: fc.double({ min: 1e-300, noNaN: true }),
        loss: fc.double(),
      })
      .map((item) => JSON.stringify(item));
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          record,
          whole,
          fc.tuple(noise, record).map(([left, right]) => `${left} ${right}`),
        ),
        (line) => {
          const parsed = parseStdoutJsonl(line);
          if (parsed.kind === 'sample') sampleSchema.parse(parsed.sample);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
