import { describe, expect, it } from 'vitest';
import { parseFileJsonl } from '../parse/file-jsonl.ts';

const of = (more: string) => {
  const parsed = parseFileJsonl(`{"ts":1700000000,"step_time_ms":100${more === '' ? '' : `,${more}`}}`);
  if (parsed.kind !== 'sample') throw new Error(`no sample: ${parsed.kind}`);
  return parsed.sample;
};

describe('file record', () => {
  it('needs nothing but ts and step_time_ms', () => {
    expect(of('')).toEqual({
      timestamp_ms: 1_700_000_000_000,
      loss: null,
      latency_ms: 100,
      throughput: 0,
      worker_latencies_ms: [100],
      step: null,
      node: null,
      gpu_model: null,
      gpu_util_pct: null,
      gpu_mem_util_pct: null,
    });
  });

  it.each([
    '{"step_time_ms":1}',
    '{"ts":null,"step_time_ms":1}',
    '{"ts":"soon","step_time_ms":1}',
    '{"t":1,"step_time_ms":1}',
    '{"ts":1}',
    '{"ts":1,"step_time_ms":null}',
    '{"ts":1,"step_time_ms":"fast"}',
    '{"ts":1,"step_time_ms":[1]}',
    '{"ts":1,"step_time_ms":NaN}',
    '{"ts":1,"step_time_ms":"inf"}',
    '{"ts":1,"step_time_ms":0}',
    '{"ts":1,"step_time_ms":"0x10"}',
    '{"ts":1,"latency_ms":1}',
    '{"ts":1,"step_time_ms":1,"loss":"bad"}',
    '{"ts":1,"step_time_ms":1,"loss":{}}',
    '{"ts":1,"step_time_ms":1,"loss":" "}',
  ])('is dropped: %s', (line) => {
    expect(parseFileJsonl(line)).toEqual({ kind: 'missing_fields' });
  });

  it('reads numeric text, and loses a loss that is not finite', () => {
    expect(parseFileJsonl('{"ts":"1","step_time_ms":" +1_0.5e1 "}')).toMatchObject({ sample: { latency_ms: 105 } });
    for (const loss of ['NaN', '-Infinity', '"nan"', '""', 'null']) expect(of(`"loss":${loss}`).loss).toBeNull();
    expect(of('"loss":"1.5"').loss).toBe(1.5);
    expect(of('"loss":true').loss).toBe(1);
  });

  it('takes the first GPU key that is present, a blank one hiding later ones', () => {
    expect(of('"gpu_util":" 85 %","gpu_usage":1').gpu_util_pct).toBe(85);
    expect(of('"gpu_util_pct":"","gpu_util":85').gpu_util_pct).toBeNull();
    expect(of('"gpu_util_pct":null,"gpu_util":85').gpu_util_pct).toBeNull();
    expect(of('"gpu_util_pct":true').gpu_util_pct).toBeNull();
    expect(of('"gpu_mem_pct":"50%"').gpu_mem_util_pct).toBe(50);
  });

  it('derives GPU memory from used and total when there is no share', () => {
    expect(of('"gpu_mem_used":"20 MiB","gpu_mem_total_mib":"80mb"').gpu_mem_util_pct).toBe(25);
    expect(of('"gpu_mem_util":"?","gpu_mem_used_mb":1,"gpu_mem_total_mb":2').gpu_mem_util_pct).toBe(50);
    expect(of('"gpu_mem_used_mb":1,"gpu_mem_total_mb":0').gpu_mem_util_pct).toBeNull();
    expect(of('"gpu_mem_used_mb":null,"gpu_mem_used":1,"gpu_mem_total":2').gpu_mem_util_pct).toBeNull();
  });

  it('trims node and GPU model, and takes blank for absent', () => {
    expect(of('"node":" a ","gpu_name":"H100"')).toMatchObject({ node: 'a', gpu_model: 'H100' });
    expect(of('"node":" ","node_name":"b"').node).toBeNull();
  });

  it('takes only a finite throughput that is not negative, and a step that was written as one', () => {
    expect(of('"throughput":12.5').throughput).toBe(12.5);
    for (const value of ['-1', 'Infinity', '"x"', 'null']) expect(of(`"throughput":${value}`).throughput).toBe(0);
    expect([of('"step":7').step, of('"step":"8"').step, of('"step":7.0').step]).toEqual([7, 8, null]);
  });
});
