import { describe, expect, it } from 'vitest';
import { evenSteps } from './even-steps.ts';

const bucket = (start_ms: number, median: number | null) => ({
  start_ms,
  step_time_ms: { median, p95: null, min: null, max: null },
});
const SPAN = { bucket_ms: 10, span_ms: 50, now_ms: 103 };

describe('step times for a tiny line', () => {
  it('stand at even distances, with gaps where nothing was told', () => {
    expect(evenSteps([bucket(60, 1), bucket(80, 3), bucket(100, 5)], SPAN)).toEqual([1, null, 3, null, 5]);
  });
  it('leave out what is older than the span', () => expect(evenSteps([bucket(10, 9), bucket(100, 5)], SPAN)).toHaveLength(5));
  it('do not end in a gap only because the newest bucket is on its way', () => {
    expect(evenSteps([bucket(70, 2), bucket(80, 3)], SPAN)).toEqual([null, 2, 3]);
    expect(evenSteps([bucket(60, 2)], SPAN)).toEqual([2, null, null]);
  });
});
