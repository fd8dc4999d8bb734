import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotatedMode, choosePod } from './choose-pod.ts';
import { LogIngest } from './log-ingest.ts';

const pod = (name: string, created: string, containers: string[], annotations?: Record<string, string>) => ({
  metadata: { name, creationTimestamp: created, ...(annotations === undefined ? {} : { annotations }) },
  spec: { nodeName: `node-of-${name}`, containers: containers.map((container) => ({ name: container })) },
});
const list = {
  items: [
    pod('c', '2026-01-03', ['trainer']),
    pod('a', '2026-01-01', ['main']),
    pod('b', '2026-01-02', ['trainer'], { 'modekeeper/telemetry': ' stdout-jsonl ' }),
  ],
};

describe('choosePod', () => {
  it('takes the alphabetically first, with its node and mode', () => {
    expect(choosePod(list, 'auto')).toEqual({ name: 'a', node: 'node-of-a', mode: null });
    expect(choosePod({ items: [list.items[2]] }, '')).toEqual({ name: 'b', node: 'node-of-b', mode: 'stdout-jsonl' });
  });

  it('takes the newest that declares the container asked for, and the first when none does', () => {
    expect(choosePod(list, 'trainer')?.name).toBe('c');
    expect(choosePod(list, 'absent')?.name).toBe('a');
  });

  it('knows only pods with name and spec, and survives anything else', () => {
    expect(choosePod({ items: [{ metadata: { name: 'x' } }, { spec: {} }, null] }, 'auto')).toBeNull();
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, container) => {
        choosePod(value, container);
        choosePod({ items: [value] }, container);
        annotatedMode(value);
      }),
    );
  });
});

describe('LogIngest', () => {
  const lines = [
    '{"ts":2,"step":2,"throughput":10}',
    'hello',
    '',
    '{"ts":2}',
    '{"ts":1,"step":1,"throughput":10}',
    '{"ts":1,"step":1,"throughput":10}',
  ];

  it('counts every line as read, and as dropped only what was a record', () => {
    const ingest = new LogIngest({ mode: 'stdout-jsonl', node: 'n' });
    for (const line of [...lines, null]) ingest.accept(line);
    const { samples, ...counts } = ingest.settle();
    expect(samples.map(({ node, step }) => [node, step])).toEqual([
      ['n', 1],
      ['n', 2],
    ]);
    expect(counts).toMatchObject({
      rows_read: 7,
      samples_parsed: 3,
      observe_ingest: {
        dropped_invalid_json: 0,
        dropped_missing_fields: 1,
        dropped_duplicates: 1,
        dropped_total: 2,
        reordered: 1,
      },
    });
  });

  it('reads in parser A without that mode', () => {
    const ingest = new LogIngest({ mode: 'something', node: null });
    for (const line of ['{"ts":1,"took":5}', lines[0] ?? null]) ingest.accept(line);
    expect(ingest.settle().samples.map(({ latency_ms }) => latency_ms)).toEqual([5]);
  });
});
