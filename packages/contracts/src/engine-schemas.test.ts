import { describe, expect, it } from 'vitest';
import { actionSchema } from './actions.ts';
import { chordCatalogSchema } from './chord-catalog.ts';
import { k8sPlanItemSchema } from './k8s-plan.ts';
import { KNOB_NAMES, knobNameSchema } from './knobs.ts';
import { passportSchema } from './passport.ts';
import { PASSPORT_CHORD_IDS } from './passport-chords.ts';
import { sampleSchema } from './sample.ts';
import { SIGNAL_NAMES } from './signal-names.ts';
import { signalsSchema } from './signals.ts';

const sample = {
  timestamp_ms: 1,
  loss: null,
  latency_ms: 100.5,
  throughput: 0,
  worker_latencies_ms: [100.5],
  step: null,
  node: null,
  gpu_model: null,
  gpu_util_pct: null,
  gpu_mem_util_pct: 12.5,
};

describe('sampleSchema', () => {
  it('accepts a full sample and one without optional fields', () => {
    expect(sampleSchema.parse(sample)).toEqual(sample);
    const full = { ...sample, input_wait_ms: 0, checkpoint: true, rank: 0, stage: 1, world_size: 8, knobs: { concurrency: 4 } };
    expect(sampleSchema.parse(full)).toEqual(full);
  });
  it('refuses what no source may let through: no step time, no worker, fractions of time, values that are not finite', () => {
    const bad = [
      { latency_ms: 0 },
      { latency_ms: Number.POSITIVE_INFINITY },
      { loss: Number.NaN },
      { worker_latencies_ms: [] },
      { timestamp_ms: 1.5 },
      { rank: -1 },
      { sync_ms: -1 },
      { knobs: { concurrency: 1.5 } },
    ];
    for (const over of bad) expect([over, sampleSchema.safeParse({ ...sample, ...over }).success]).toEqual([over, false]);
  });
});

describe('signals, actions and knobs', () => {
  it('name the four base signals in report order', () => {
    expect(SIGNAL_NAMES).toEqual(['drift', 'burst', 'straggler', 'gpu_saturated']);
    expect(signalsSchema.safeParse({ drift: false }).success).toBe(false);
  });
  it('take pseudo knobs in actions, where a registered name is not required', () => {
    expect(actionSchema.safeParse({ knob: '__recover__', target: 0, reason: 'recover', chord: null }).success).toBe(true);
    expect(actionSchema.safeParse({ knob: 'concurrency', target: 1.5, reason: 'x', chord: null }).success).toBe(false);
    expect(KNOB_NAMES).toHaveLength(7);
    expect(knobNameSchema.safeParse('__recover__').success).toBe(false);
  });
});

describe('chordCatalogSchema', () => {
  const chord = { id: 'X', intent: '', risk_tier: 'safe', required_signals: [], invariants: [], knobs_touched: [] };
  it('refuses unknown fields, which could smuggle in target values', () => {
    const catalog = (entry: object) => ({ schema_version: 'chord_catalog.v1', chords: [entry] });
    expect(chordCatalogSchema.safeParse(catalog(chord)).success).toBe(true);
    expect(chordCatalogSchema.safeParse(catalog({ ...chord, target: 4 })).success).toBe(false);
    expect(chordCatalogSchema.safeParse({ ...catalog(chord), extra: 1 }).success).toBe(false);
  });
});

describe('passportSchema', () => {
  it('holds normalised passports only: integers in limits, known chords, no missing field', () => {
    const passport = {
      schema_version: 'passport.v0',
      name: 'p',
      description: '',
      allowed_chords: [...PASSPORT_CHORD_IDS],
      allowed_actuators: { hot: [], cold: [] },
      limits: { cooldown_s: 0, max_delta_per_step: 0, relock_stable_intervals: 1 },
      invariants: [],
      cooldowns: {},
      gates: {},
    };
    expect(passportSchema.parse(passport)).toEqual(passport);
    expect(passportSchema.safeParse({ ...passport, allowed_chords: ['TIMEOUT-GUARD'] }).success).toBe(false);
    expect(passportSchema.safeParse({ ...passport, limits: { ...passport.limits, cooldown_s: true } }).success).toBe(false);
    expect(passportSchema.safeParse({ ...passport, gates: null }).success).toBe(false);
  });
});

describe('k8sPlanItemSchema', () => {
  const patch = { metadata: { annotations: { a: '1' } }, spec: { template: { metadata: { annotations: { a: null } } } } };
  const item = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name: 'a.b', reason: 'coalesced', patch };
  it('accepts Deployments under valid names only', () => {
    expect(k8sPlanItemSchema.parse(item)).toEqual(item);
    for (const over of [
      { kind: 'Job' },
      { apiVersion: 'v1' },
      { namespace: 'a.b' },
      { name: 'A' },
      { name: '' },
      { namespace: '-a' },
    ]) {
      expect([over, k8sPlanItemSchema.safeParse({ ...item, ...over }).success]).toEqual([over, false]);
    }
  });
});
