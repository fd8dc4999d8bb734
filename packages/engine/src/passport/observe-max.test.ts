import { passportSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleAt } from '../test-samples.ts';
import { windowOf } from '../window/sample-window.ts';
import { observeMaxPassport, observeMaxReport } from './observe-max.ts';
import { validatePassport } from './validate-passport.ts';

const signalsOf = (drift: boolean, burst: boolean, straggler: boolean, gpu_saturated: boolean) => {
  const incident = drift || burst || straggler || gpu_saturated;
  return { drift, burst, straggler, gpu_saturated, incident, stable: !incident, notes: ['loss_missing'] };
};
const anySignals = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()).map((flags) => signalsOf(...flags));

/** What the report's text may not contain, in any case (contract page `passports`). */
const FORBIDDEN =
  /chord|burst-absorb|recover|relock|knob|target|k8s_plan|patch|apply|actions|decision_trace|namespace|pod|container|samples|\/|\d{4}-\d\d/i;

describe('observe_max', () => {
  it('allows what the signals speak of, in the contract’s order', () => {
    expect(observeMaxPassport(signalsOf(false, false, false, false)).allowed_chords).toEqual([
      'NORMAL-HOLD',
      'RECOVER',
      'RELOCK',
    ]);
    expect(observeMaxPassport(signalsOf(true, false, true, true)).allowed_chords).toEqual([
      'NORMAL-HOLD',
      'DRIFT-RETUNE',
      'BURST-ABSORB',
      'INPUT-STRAGGLER',
      'RECOVER',
      'RELOCK',
    ]);
  });

  it('is a valid passport that never applies', () => {
    fc.assert(
      fc.property(anySignals, (signals) => {
        const passport = observeMaxPassport(signals);
        expect(passportSchema.parse(validatePassport(JSON.stringify(passport), 'x'))).toEqual(passport);
        expect(passport.gates.apply).toBe(false);
        expect(passport.allowed_actuators.hot).toEqual(['concurrency', 'dataloader_prefetch_factor']);
        expect(passport.allowed_actuators.cold).toEqual([
          'comm_bucket_mb',
          'dataloader_num_workers',
          'grad_accum_steps',
          'microbatch_size',
          'timeout_ms',
        ]);
      }),
    );
  });

  it('reports coverage and proposals by number only', () => {
    const samples = [sampleAt(0, { loss: 1, gpu_util_pct: 95 }), sampleAt(1)];
    expect(observeMaxReport({ ...windowOf(samples), signals: signalsOf(false, false, false, true) })).toEqual({
      schema_version: 'observe_max.v0',
      name: 'observe_max',
      mode: 'free_observe',
      propose_only: true,
      coverage: {
        sample_count: 2,
        signal_flags: { drift: false, burst: false, straggler: false, gpu_saturated: true, incident: true, stable: false },
        active_signal_flags: ['gpu_saturated', 'incident'],
        field_counts: {
          gpu_mem_util_pct_non_null: 0,
          gpu_util_pct_non_null: 1,
          latency_ms_non_null: 2,
          loss_non_null: 1,
          worker_latencies_non_empty: 2,
        },
        observed_field_keys: ['gpu_util_pct_non_null', 'latency_ms_non_null', 'loss_non_null', 'worker_latencies_non_empty'],
      },
      recommendation: {
        proposals: [{ proposal_id: 'P1' }, { proposal_id: 'P2' }, { proposal_id: 'P3' }],
        risk: 'medium',
        top_symptoms: ['gpu_saturated'],
        recommendation_lines: expect.any(Array),
      },
      redaction: { enabled: true, rules: ['no_paths', 'no_k8s_identity', 'no_raw_timestamps', 'no_raw_observations'] },
    });
  });

  it('says nothing that the contract keeps out of it, whatever was seen', () => {
    const samples = [sampleAt(1_767_600_000_000, { node: 'pod-1', loss: 1.5, gpu_model: '/dev/x' })];
    fc.assert(
      fc.property(anySignals, (signals) => {
        expect(JSON.stringify(observeMaxReport({ ...windowOf(samples), signals }))).not.toMatch(FORBIDDEN);
      }),
    );
  });
});
