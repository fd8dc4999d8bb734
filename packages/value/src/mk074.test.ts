import type { Sample } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayMk074 } from './mk074.ts';

const sample = (at_s: number, over: Partial<Sample>): Sample => {
  const latency_ms = over.latency_ms ?? 100;
  return {
    timestamp_ms: at_s * 1_000,
    loss: null,
    latency_ms,
    throughput: 0,
    worker_latencies_ms: [latency_ms],
    step: null,
    node: null,
    gpu_model: null,
    gpu_util_pct: null,
    gpu_mem_util_pct: null,
    ...over,
  };
};
const trace = (overs: readonly Partial<Sample>[]) => overs.map((over, at_s) => sample(at_s, over));

describe('replayMk074', () => {
  it('absorbs a burst at once, where one change at a time takes twice the steps, then recovers and locks again', () => {
    const calm = Array.from({ length: 3 }, () => ({}));
    const { after, before, diff } = replayMk074(trace([...calm, { latency_ms: 400 }, ...calm, {}, {}, {}]));
    expect(after.timeline.map(({ mode }) => mode)).toEqual([
      'NORMAL',
      'NORMAL',
      'NORMAL',
      'BURST',
      'BURST',
      'BURST',
      'BURST',
      'RECOVER',
      'RECOVER',
      'NORMAL',
    ]);
    expect(after.timeline[3]).toEqual({
      tick: 3,
      mode: 'BURST',
      chord: 'BURST-ABSORB',
      blocked_reason: 'PLAN_ONLY',
      changed_knobs: ['concurrency', 'dataloader_prefetch_factor'],
    });
    expect(before.timeline[3]).toMatchObject({ chord: 'BURST-ABSORB', changed_knobs: ['concurrency'] });
    expect(after.timeline[7]).toEqual({
      tick: 7,
      mode: 'RECOVER',
      chord: 'RECOVER-RELOCK',
      blocked_reason: 'PLAN_ONLY',
      changed_knobs: [],
    });
    expect(before.timeline[7]).toMatchObject({ chord: 'NORMAL-HOLD', blocked_reason: null });
    expect(after.timeline[9]).toMatchObject({ mode: 'NORMAL', chord: 'NORMAL-HOLD', blocked_reason: null });
    expect(after.summary).toEqual({
      ticks_total: 10,
      steps_with_changes: 4,
      knob_changes_total: 8,
      distinct_knobs_changed: ['concurrency', 'dataloader_prefetch_factor'],
      estimated_apply_steps: 4,
    });
    expect(before.summary).toMatchObject({ steps_with_changes: 4, knob_changes_total: 4, estimated_apply_steps: 4 });
    expect(diff).toEqual({ estimated_apply_steps_saved: 0, steps_with_changes_delta: 0, knob_changes_total_delta: -4 });
  });

  it('calls GPU saturation alone NORMAL, and takes the alphabetically first chord of several', () => {
    const [hot] = replayMk074(trace([{ gpu_util_pct: 99 }])).after.timeline;
    expect(hot).toMatchObject({
      mode: 'NORMAL',
      chord: 'BURST-ABSORB',
      blocked_reason: 'PLAN_ONLY',
      changed_knobs: ['microbatch_size'],
    });
    const [slow] = replayMk074(trace([{ worker_latencies_ms: [100, 100, 900] }])).after.timeline;
    expect(slow).toMatchObject({
      mode: 'STRAGGLER',
      chord: 'INPUT-STRAGGLER',
      changed_knobs: ['dataloader_num_workers', 'timeout_ms'],
    });
  });

  it('has nothing to say of nothing', () => {
    const { after, diff } = replayMk074([]);
    expect([after.timeline, after.summary.ticks_total, diff.estimated_apply_steps_saved]).toEqual([[], 0, 0]);
  });

  it('changes at most one thing a tick before, never less after, and is the same every time', () => {
    const overs = fc.array(
      fc.record({
        latency_ms: fc.constantFrom(100, 400),
        loss: fc.constantFrom(1, 2, null),
        gpu_util_pct: fc.constantFrom(10, 95),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(overs, (all) => {
        const { after, before, diff } = replayMk074(trace(all));
        for (const [index, { changed_knobs }] of before.timeline.entries()) {
          const later = after.timeline[index]?.changed_knobs ?? [];
          expect(changed_knobs.length).toBe(Math.min(1, later.length));
          expect(later).toEqual(expect.arrayContaining(changed_knobs));
        }
        expect(diff.estimated_apply_steps_saved).toBeGreaterThanOrEqual(0);
        expect(replayMk074(trace(all))).toEqual({ after, before, diff });
      }),
      { numRuns: 100 },
    );
  });
});
