import type { SeriesBucket } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { describePlan, drawBuckets, type PlanDetail } from './render.ts';

const bucket = (start_ms: number, median: number, max: number): SeriesBucket => ({
  start_ms,
  count: 5,
  step_time_ms: { median, p95: max, min: median, max },
  loss_mean: null,
  throughput_mean: null,
  gpu_util_pct_mean: null,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
});

describe('drawBuckets', () => {
  it('draws the step down as a shorter bar, and the numbers beside it', () => {
    const [before = '', after = ''] = drawBuckets([bucket(0, 2_000, 4_000), bucket(10_000, 1_000, 1_000)]);
    expect(before).toContain('00:00:00  ####################--------------------  median 2000 ms, max 4000 ms');
    expect(after).toMatch(/^ {2}00:00:10 {2}#{10} {30} {2}median 1000 ms, max 1000 ms$/);
  });

  it('draws nothing for nothing', () => {
    expect(drawBuckets([])).toEqual([]);
  });
});

describe('describePlan', () => {
  const plan: PlanDetail = {
    id: 'pl_1',
    state: 'verified',
    reason: null,
    effect_digest: null,
    expires_at: '2026-01-01T00:00:00Z',
    changes: [{ knob: 'concurrency', from: null, to: 4, chord: 'BURST-ABSORB', reason: 'latency_burst' }],
    effect: {
      objects: [
        {
          uid: 'u',
          preimage_sha256: 'a'.repeat(64),
          changes: [
            ['/a', '1', '4'],
            ['/b', null, '4'],
          ],
        },
      ],
      passport_digest: 'b'.repeat(64),
    },
    gates: [
      { gate: 'kill_switch', ok: true, reason: null },
      { gate: 'license', ok: false, reason: 'license_expired' },
    ],
    events: [],
    documents: [],
  };

  it('shows an unset knob as unset, never as a number', () => {
    expect(describePlan(plan).join('\n')).toContain('concurrency: unset -> 4');
  });

  it('shows what the server would store as a difference, an absent side left out', () => {
    const text = describePlan(plan).join('\n');
    expect(text).toContain('- /a: "1"\n    + /a: "4"\n    + /b: "4"');
    expect(text).not.toContain('- /b');
  });

  it('names the reason of a gate that is closed', () => {
    expect(describePlan(plan).join('\n')).toContain('no    license: license_expired');
  });
});
