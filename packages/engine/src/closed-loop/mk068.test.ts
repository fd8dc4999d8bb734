import { describe, expect, it } from 'vitest';
import { demoMk068 } from './mk068.ts';
import { tickMode, traceChord } from './tick-view.ts';

const calm = { drift: false, burst: false, straggler: false, gpu_saturated: false, incident: false, stable: true, notes: [] };

describe('demoMk068', () => {
  it('tells six phases with their chords, knobs and blocks', () => {
    const { timeline, ...head } = demoMk068();
    expect(head).toEqual({ schema_version: 'mk068_demo.v0', name: 'mk068', safe: true });
    expect(timeline.map(({ chord, phase, step_index }) => [step_index, phase, chord])).toEqual([
      [0, 'NORMAL', 'NORMAL-HOLD'],
      [1, 'DRIFT', 'DRIFT-RETUNE'],
      [2, 'BURST', 'BURST-ABSORB'],
      [3, 'STRAGGLER', 'INPUT-STRAGGLER'],
      [4, 'RECOVER', 'RECOVER-RELOCK'],
      [5, 'NORMAL', 'NORMAL-HOLD'],
    ]);
    expect(timeline.map(({ mode, phase }) => mode === phase)).toEqual(Array(6).fill(true));
    expect(timeline.map(({ blocked_reason }) => blocked_reason)).toEqual([null, ...Array(4).fill('DEMO_PLAN_ONLY'), null]);
    expect(timeline.map(({ changed_knobs }) => changed_knobs)).toEqual([
      [],
      ['grad_accum_steps', 'microbatch_size'],
      ['concurrency', 'dataloader_prefetch_factor'],
      ['dataloader_num_workers', 'timeout_ms'],
      [],
      [],
    ]);
  });
});

describe('traceChord and tickMode', () => {
  const action = (chord: string | null) => ({ knob: 'concurrency', target: 1, reason: 'x', chord });

  it('one chord by its name, several as sorted members, none without a name', () => {
    expect(traceChord([action('B'), action('B')])).toEqual({ id: 'B' });
    expect(traceChord([action('B'), action('A')])).toEqual({ id: 'multi', members: ['A', 'B'] });
    expect(traceChord([action(null)])).toEqual({ id: 'none' });
  });

  it('drift goes before burst before straggler; a saturated GPU alone is NORMAL', () => {
    expect(tickMode({ ...calm, drift: true, burst: true }, [])).toBe('DRIFT');
    expect(tickMode({ ...calm, straggler: true, burst: true }, [])).toBe('BURST');
    expect(tickMode({ ...calm, gpu_saturated: true, incident: true }, [])).toBe('NORMAL');
  });
});
