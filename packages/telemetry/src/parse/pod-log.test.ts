import { sampleSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePodLog } from './pod-log.ts';

const STAMP = '2026-01-02T03:04:05.123456789Z';
const STAMP_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 123);
const sampleOf = (line: string) => {
  const parsed = parsePodLog(line);
  if (parsed.kind !== 'sample') throw new Error(`no sample: ${parsed.kind}`);
  return parsed.sample;
};

describe('parser A', () => {
  it('reads JSON and logfmt behind the timestamp of the kubelet, which counts when the record has none', () => {
    expect(sampleOf(`${STAMP} {"took":12,"step":3,"gpu_util":"91%","node":"n"}`)).toMatchObject({
      timestamp_ms: STAMP_MS,
      latency_ms: 12,
      step: 3,
      gpu_util_pct: 91,
      node: 'n',
    });
    expect(sampleOf(`${STAMP} level=info duration="1.5 s" loss=0.25ms`)).toMatchObject({ latency_ms: 1500, loss: 0.25 });
    expect(sampleOf('time=2026-01-01 step_time_ms=5').timestamp_ms).toBe(Date.UTC(2026, 0, 1));
    expect(sampleOf(`${STAMP} {"@timestamp":"","elapsed":1}`).timestamp_ms).toBe(STAMP_MS);
  });

  it.each([
    ['12', 12],
    ['12,', 12],
    ['12ms;', 12],
    ['12 MS', 12],
    ['1500us', 1.5],
    ['1500µs', 1.5],
    ['1500μs', 1.5],
    ['2500000ns', 2.5],
    ['1.5s', 1500],
    ['1_0', 10],
  ])('reads a step time of %s', (text, ms) => {
    expect(sampleOf(`{"ts":1,"latency":"${text}"}`).latency_ms).toBeCloseTo(ms, 12);
  });

  it('takes the first step time that is present, and the first duration of the text when that is unusable', () => {
    expect(sampleOf('{"ts":1,"took":5,"step_time_ms":7}').latency_ms).toBe(7);
    expect(sampleOf('{"ts":1,"step_time_ms":null,"took":5,"msg":"done in 9 ms"}').latency_ms).toBe(9);
    expect(sampleOf(`${STAMP} step 12 took 250ms (3s total)`).latency_ms).toBe(250);
    expect(sampleOf(`${STAMP} x1ms y=2msx then 3 s`).latency_ms).toBe(3000);
  });

  it.each([
    ['no time', '{"step_time_ms":1}', 'missing_fields'],
    ['a time that is none', `${STAMP} {"ts":"soon","step_time_ms":1}`, 'missing_fields'],
    ['no duration', `${STAMP} {"step":1}`, 'missing_fields'],
    ['a step time of zero', '{"ts":1,"step_time_ms":0}', 'missing_fields'],
    ['an infinite one', '{"ts":1,"step_time_ms":"inf"}', 'missing_fields'],
    ['a loss that is no number', '{"ts":1,"step_time_ms":1,"loss":"bad"}', 'missing_fields'],
    ['ordinary output', `${STAMP} loading checkpoint`, 'no_record'],
    ['a duration without a time', 'took 5ms', 'no_record'],
    ['blanks', '   ', 'blank'],
  ])('skips a line with %s', (_name, line, kind) => {
    expect(parsePodLog(line)).toEqual({ kind });
  });

  it('loses a loss that is not finite and keeps the record', () => {
    for (const loss of ['NaN', '"nan"', '"inf ms"', 'null', '""'])
      expect(sampleOf(`{"ts":1,"took":1,"loss":${loss}}`).loss).toBeNull();
  });

  it('never throws, and what it returns is a valid sample, whatever the line', () => {
    const token = fc.constantFrom(
      'ts=1',
      'took=5',
      'loss=1',
      '5 ms',
      '{"ts":1,"took":',
      '1}',
      '"',
      '=',
      STAMP,
      'x="',
      '\\',
      'worker_latencies_ms=[1,2]',
    );
    const line = fc.array(fc.oneof(token, fc.string({ unit: 'binary', maxLength: 20 }))).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parsePodLog(text);
        if (parsed.kind === 'sample') sampleSchema.parse(parsed.sample);
      }),
      { numRuns: 1000 },
    );
  });
});
