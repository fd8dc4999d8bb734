import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const NAMES = ['stable', 'burst', 'dirty', 'straggler', 'combo'];
const row = (proof: string, signals: string[], notes: string[], action_knobs: string[], dropped_total = 0) => ({
  proof,
  passed: true,
  failed_checks: [],
  signals,
  notes,
  dropped_total,
  action_knobs,
  out_dir: `report/_proof_synthetic/${proof}`,
});

describe('mk proof synthetic', () => {
  it('five traces show what is true of them and nothing else', async () => {
    const { code, stderr, stdout } = await mk.run(['proof', 'synthetic']);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const absorb = ['concurrency', 'dataloader_prefetch_factor'];
    expect(mk.json('report/_proof_synthetic/proof_synthetic.json')).toEqual({
      schema_version: 'v1_internal',
      harness: 'proof_synthetic',
      proof_order: NAMES,
      passed_count: 5,
      failed_count: 0,
      all_passed: true,
      rows: [
        row('stable', [], [], []),
        row('burst', ['burst'], ['latency_burst'], absorb),
        row('dirty', [], [], [], 6),
        row('straggler', ['straggler'], ['straggler_detected'], ['dataloader_num_workers', 'timeout_ms']),
        row('combo', ['drift', 'burst'], ['loss_drift', 'latency_burst'], [...absorb, 'grad_accum_steps', 'microbatch_size']),
      ],
    });
    expect(mk.text('report/_proof_synthetic/proof_synthetic.md')).toContain('| dirty | passed | - | 6 | - | - |');
    expect(mk.text('report/_proof_synthetic/straggler/transcript.txt')).toContain('- TIMEOUT-GUARD timeout_ms -> 15000');
  });

  it.each(NAMES)('%s: trace, run, transcript, metrics, sparkline, and sums that hold', (name) => {
    const folder = join(mk.folder, 'report', '_proof_synthetic', name);
    expect(readdirSync(folder).sort()).toEqual([
      'metrics.csv',
      'run',
      'sha256sums.txt',
      'sparkline.txt',
      'trace.jsonl',
      'transcript.txt',
    ]);
    const sums = readFileSync(join(folder, 'sha256sums.txt'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '));
    expect(sums.map(([, file]) => file)).toEqual(['metrics.csv', 'sparkline.txt', 'trace.jsonl', 'transcript.txt']);
    for (const [sum, file] of sums)
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, file as string)))
          .digest('hex'),
      ).toBe(sum);
    const [head, first, ...rest] = mk.text(`report/_proof_synthetic/${name}/metrics.csv`).trimEnd().split('\n');
    expect([head, rest.length]).toEqual(['idx,ts,step_time_ms,loss,worker_lat_p95_ms', 59]);
    expect(first).toMatch(/^0,1767600000000,[\d.]+,[\d.]+,[\d.]+$/);
    expect(mk.json(`report/_proof_synthetic/${name}/run/closed_loop_latest.json`)).toMatchObject({
      source: 'file',
      dry_run: true,
    });
  });

  it('equal runs make equal proofs, wherever they go; the command of a transcript finds the same again', async () => {
    expect((await mk.run(['proof', 'synthetic', '--out', 'again'])).code).toBe(0);
    for (const name of NAMES)
      expect(mk.text(`again/${name}/sha256sums.txt`)).toBe(mk.text(`report/_proof_synthetic/${name}/sha256sums.txt`));
    const command = /^\$ mk (.*)$/m.exec(mk.text('again/combo/transcript.txt'))?.[1]?.split(' ') ?? [];
    // As in the folder of the proof: its paths are relative.
    const args = command.map((word, at) =>
      word === 'trace.jsonl' || at === command.length - 1 ? join('again/combo', word) : word,
    );
    expect((await mk.run(args)).code).toBe(0);
    expect(mk.json('again/combo/run/closed_loop_latest.json')).toMatchObject({ signals: { drift: true, burst: true } });
  });

  it('an output that cannot be written ends with one line', async () => {
    mkdirSync(join(mk.folder, 'taken', 'stable', 'trace.jsonl'), { recursive: true });
    const { code, stderr } = await mk.run(['proof', 'synthetic', '--out', 'taken']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^ERROR: [^\n]+\n$/)]);
  });
});
