import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();

describe('mk proof matrix', () => {
  it('three scenarios pass every check, each with the artifacts of its run', async () => {
    const { code, stderr } = await mk.run(['proof', 'matrix']);
    expect([code, stderr]).toEqual([0, '']);
    const row = (scenario: string, drift: boolean, burst: boolean, notes: string[], action_knobs: string[]) => ({
      scenario,
      passed: true,
      failed_checks: [],
      assessment_result_class: 'signal_found',
      signal_count: notes.length,
      actionable_proposal_count: action_knobs.length,
      k8s_plan_items: 1,
      signals: { drift, burst, straggler: false, noise: null },
      notes,
      action_knobs,
      out_dir: `report/_proof_matrix/${scenario}`,
    });
    const [absorb, retune] = [
      ['concurrency', 'dataloader_prefetch_factor'],
      ['grad_accum_steps', 'microbatch_size'],
    ];
    expect(mk.json('report/_proof_matrix/proof_matrix.json')).toEqual({
      schema_version: 'v1_internal',
      harness: 'proof_matrix_replay',
      scenario_order: ['replica_overprovisioning', 'cpu_pressure', 'memory_pressure'],
      passed_count: 3,
      failed_count: 0,
      all_passed: true,
      rows: [
        row('replica_overprovisioning', true, false, ['loss_drift'], retune),
        row('cpu_pressure', false, true, ['latency_burst'], absorb),
        row('memory_pressure', true, true, ['loss_drift', 'latency_burst'], [...absorb, ...retune]),
      ],
    });
    expect(mk.text('report/_proof_matrix/proof_matrix.md')).toContain('| cpu_pressure | passed |');
    expect(mk.json('report/_proof_matrix/cpu_pressure/closed_loop_latest.json')).toMatchObject({ synthetic_default: false });
  });

  it('another binary is judged by what it writes now: exit 1, although earlier reports lie there', async () => {
    writeFileSync(join(mk.folder, 'broken'), '#!/bin/sh\necho no >&2\nexit 3\n', { mode: 0o755 });
    const { code, stderr } = await mk.run(['proof', 'matrix'], { MK_BIN: './broken' });
    expect([code, stderr.split('\n').at(-2)]).toEqual([
      1,
      'ERROR: 3 of 3 scenarios did not pass; report/_proof_matrix/proof_matrix.md lists the failed checks',
    ]);
    expect(mk.json('report/_proof_matrix/proof_matrix.json')).toMatchObject({ passed_count: 0, all_passed: false });
  });

  it('a binary that is not there is invalid input', async () => {
    const { code, stderr } = await mk.run(['proof', 'matrix', '--out', 'x'], { MK_BIN: './absent' });
    expect([code, stderr]).toEqual([2, 'ERROR: ./absent cannot be run; name an executable file in MK_BIN or leave it unset\n']);
  });

  it('a place that nothing can be written to is one error, not one of each run', async () => {
    writeFileSync(join(mk.folder, 'file'), '');
    const { code, stderr } = await mk.run(['proof', 'matrix', '--out', 'file']);
    expect([code, stderr]).toEqual([
      2,
      `ERROR: a file stands where a folder is needed: ${join(mk.folder, 'file')}; give the path of a folder\n`,
    ]);
  });
});
