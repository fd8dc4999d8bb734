import type { Action, Signals } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { secondsOf } from '../quickstart/test-facts.ts';
import { type ProofRun, type SYNTHETIC_PROOFS, syntheticMarkdown, syntheticProofs, syntheticRow } from './synthetic.ts';
import { proofMetrics, proofSparkline, proofSums, proofTranscript } from './synthetic-files.ts';

const calm: Signals = {
  drift: false,
  burst: false,
  straggler: false,
  gpu_saturated: false,
  incident: false,
  stable: true,
  notes: [],
};
const action = (over: Partial<Action> = {}): Action => ({
  knob: 'timeout_ms',
  target: 15_000,
  reason: 'straggler_detected',
  chord: 'TIMEOUT-GUARD',
  ...over,
});
const run = (over: Partial<ProofRun> = {}): ProofRun => ({
  signals: calm,
  proposed: [],
  rows_read: 60,
  ingest: { dropped_total: 0 },
  ...over,
});
const straggling = { ...calm, straggler: true, incident: true, stable: false };

describe('synthetic proofs', () => {
  it('a run that shows what is true passes', () => {
    expect(syntheticRow('straggler', run({ signals: straggling, proposed: [action()] }), 'x')).toEqual({
      proof: 'straggler',
      passed: true,
      failed_checks: [],
      signals: ['straggler'],
      notes: [],
      dropped_total: 0,
      action_knobs: ['timeout_ms'],
      out_dir: 'x',
    });
  });

  it('each check fails by itself, and by name', () => {
    const failed = (proof: (typeof SYNTHETIC_PROOFS)[number], over: Partial<ProofRun>) =>
      syntheticRow(proof, run(over), 'x').failed_checks;
    expect(failed('stable', { signals: { ...calm, gpu_saturated: true } })).toEqual(['signals_match']);
    expect(failed('stable', { signals: { ...calm, stable: false } })).toEqual(['stable_matches']);
    expect(failed('stable', { ingest: { dropped_total: 1 } })).toEqual(['drops_match']);
    expect(failed('dirty', {})).toEqual(['drops_match']);
    expect(failed('stable', { proposed: [action()] })).toEqual(['proposals_match']);
    expect(failed('straggler', { signals: straggling, proposed: [action({ target: 14_999 })] })).toEqual(['action_proposed']);
    expect(failed('straggler', { signals: straggling, proposed: [action({ chord: 'INPUT-STRAGGLER' })] })).toEqual([
      'action_proposed',
    ]);
  });

  it('counts what passed, and says it in a table', () => {
    const rows = [syntheticRow('stable', run(), 'x/stable'), syntheticRow('dirty', run(), 'x/dirty')];
    expect(syntheticProofs(rows)).toMatchObject({
      passed_count: 1,
      failed_count: 1,
      all_passed: false,
      proof_order: ['stable', 'dirty'],
    });
    expect(syntheticMarkdown(rows)).toContain('| dirty | failed | - | 0 | - | drops_match |');
  });

  it('metrics, sparkline, transcript and sums are plain text', () => {
    const samples = secondsOf(2, (at) => ({ loss: at === 0 ? null : 0.5, worker_latencies_ms: [100, 200, 300] }));
    expect(proofMetrics(samples)).toBe(
      'idx,ts,step_time_ms,loss,worker_lat_p95_ms\n0,1767600000000,100,,290\n1,1767600001000,100,0.5,290\n',
    );
    expect(proofSparkline(samples)).toMatch(/^[▁▂▃▄▅▆▇█]{2}\n$/);
    const transcript = proofTranscript('straggler', 'mk x', run({ signals: straggling, proposed: [action()] }));
    expect(transcript).toContain('$ mk x\nrows_read: 60\nobserve_ingest: {"dropped_total":0}\nsignals: {"burst":false,');
    expect(transcript).toMatch(
      /- TIMEOUT-GUARD timeout_ms -> 15000 \(straggler_detected\)\nchecks:\n(- PASS \w+\n){5}result: PASS\n$/,
    );
    expect(proofTranscript('burst', 'mk x', run())).toMatch(/result: FAIL\n$/);
    expect(proofSums({ b: '', a: 'x' })).toBe(
      '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  a\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n',
    );
  });
});
