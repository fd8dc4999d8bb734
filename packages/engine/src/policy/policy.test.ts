import { chordCatalogSchema, KNOB_NAMES, knobSpecSchema, type Signals } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { CHORD_CATALOG, findChord } from './chord-catalog.ts';
import { proposeChords } from './chord-policy.ts';
import { findKnob, KNOB_REGISTRY, registryBounds } from './knob-registry.ts';

const quiet: Signals = {
  drift: false,
  burst: false,
  straggler: false,
  gpu_saturated: false,
  incident: false,
  stable: true,
  notes: [],
};
const seen = (over: Partial<Signals>): Signals => ({ ...quiet, incident: true, stable: false, ...over });
const short = (signals: Signals): string[] =>
  proposeChords(signals, null).map((a) => `${a.chord} ${a.knob}=${a.target} ${a.reason}`);

describe('knob registry', () => {
  it('holds every named knob once, in registration order, with its initial value inside its bounds', () => {
    expect(KNOB_REGISTRY.map((spec) => spec.knob)).toEqual(KNOB_NAMES);
    for (const spec of KNOB_REGISTRY) {
      expect(knobSpecSchema.parse(spec)).toEqual(spec);
      expect(spec.initial).toBeGreaterThanOrEqual(spec.min);
      expect(spec.initial).toBeLessThanOrEqual(spec.max);
    }
  });
  it('knows no pseudo knob and nothing of the object prototype', () => {
    for (const name of ['__recover__', '__relock__', 'constructor', '']) {
      expect(findKnob(name)).toBeUndefined();
      expect(registryBounds(name)).toBeUndefined();
    }
    expect(registryBounds('concurrency')).toEqual({ min: 1, max: 64 });
  });
});

describe('chord catalog', () => {
  it('is a valid chord_catalog.v1 with unique ids, touching registered knobs only', () => {
    expect(chordCatalogSchema.parse(CHORD_CATALOG)).toEqual(CHORD_CATALOG);
    const ids = CHORD_CATALOG.chords.map((chord) => chord.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const chord of CHORD_CATALOG.chords) for (const knob of chord.knobs_touched) expect(findKnob(knob)).toBeDefined();
  });
  it('carries the cooldowns and budgets that the contract names', () => {
    expect(findChord('BURST-ABSORB')).toMatchObject({ cooldown_ms: 90_000, required_signals: ['burst'] });
    expect(findChord('DRIFT-RETUNE')?.cooldown_ms).toBe(120_000);
    expect(findChord('INPUT-STRAGGLER')?.cooldown_ms).toBe(60_000);
    expect(findChord('TIMEOUT-GUARD')).toMatchObject({ risk_tier: 'advanced', budget: { max_changes_per_hour: 2 } });
    expect(findChord('NO-SUCH-CHORD')).toBeUndefined();
  });
});

describe('proposeChords', () => {
  it('proposes nothing without a base signal, even during an incident', () => {
    expect(proposeChords(quiet, null)).toEqual([]);
    expect(proposeChords(seen({}), null)).toEqual([]);
  });
  it('answers each signal with the targets of the table', () => {
    expect(short(seen({ burst: true }))).toEqual([
      'BURST-ABSORB dataloader_prefetch_factor=2 latency_burst',
      'BURST-ABSORB concurrency=4 latency_burst',
    ]);
    expect(short(seen({ drift: true }))).toEqual([
      'DRIFT-RETUNE grad_accum_steps=8 drift_detected',
      'DRIFT-RETUNE microbatch_size=32 drift_detected',
    ]);
    expect(short(seen({ straggler: true }))).toEqual([
      'INPUT-STRAGGLER dataloader_num_workers=2 straggler_detected',
      'TIMEOUT-GUARD timeout_ms=15000 straggler_detected',
    ]);
    expect(short(seen({ gpu_saturated: true }))).toEqual(['BURST-ABSORB microbatch_size=16 gpu_saturated']);
  });
  it('keeps the emission order and drops the drift microbatch move while the GPU is saturated', () => {
    expect(
      proposeChords(seen({ drift: true, burst: true, straggler: true, gpu_saturated: true }), null).map((a) => a.knob),
    ).toEqual([
      'microbatch_size',
      'grad_accum_steps',
      'dataloader_prefetch_factor',
      'concurrency',
      'dataloader_num_workers',
      'timeout_ms',
    ]);
  });
  it('makes a planner step the sole action', () => {
    expect(proposeChords(seen({ burst: true }), 'recover')).toEqual([
      { knob: '__recover__', target: 0, reason: 'recover', chord: 'RECOVER-RELOCK' },
    ]);
    expect(proposeChords(quiet, 'relock')).toEqual([
      { knob: '__relock__', target: 0, reason: 'relock', chord: 'RECOVER-RELOCK' },
    ]);
  });
  it('labels every action with a catalog chord that may touch the knob', () => {
    for (const action of proposeChords(seen({ drift: true, burst: true, straggler: true, gpu_saturated: true }), null)) {
      expect(findChord(action.chord ?? '')?.knobs_touched).toContain(action.knob);
    }
  });
});
