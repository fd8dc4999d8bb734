import { describe, expect, it } from 'vitest';
import { intervalSeconds, trainerLine } from './line.ts';

describe('trainerLine', () => {
  it('is one compact JSON object with the fields of the contract', () => {
    const line = trainerLine({
      annotations: 'modekeeper/knob.dataloader_prefetch_factor="2"\nmodekeeper/knob.concurrency="4"\nother="x"',
      annotationsFile: '/etc/podinfo/annotations',
      step: 1,
      epoch_ms: 1_700_000_001_250,
    });
    expect(line).toBe(
      '{"ts":"2023-11-14T22:13:21.250Z","step":1,"event":"knobs_snapshot","loss":1.829092,"throughput":134.545,"step_time_ms":1000,' +
        '"annotations_file":"/etc/podinfo/annotations","knobs":{"concurrency":4,"dataloader_prefetch_factor":2},"knobs_kv":"concurrency=4,dataloader_prefetch_factor=2"}',
    );
  });
});

describe('intervalSeconds', () => {
  it.each([
    [undefined, 2],
    ['', 2],
    ['soon', 2],
    ['0', 2],
    ['-1', 2],
    ['0.2', 0.2],
    [' 5 ', 5],
  ])('of %j is %d', (text, seconds) => {
    expect(intervalSeconds(text)).toBe(seconds);
  });
});
