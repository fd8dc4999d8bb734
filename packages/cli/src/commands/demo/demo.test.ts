import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const events = (path: string) =>
  mk
    .text(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> });

describe('mk demo run', () => {
  it('writes report, twin and explain events of a scenario', async () => {
    const { code, stderr, stdout } = await mk.run(['demo', 'run', '--scenario', 'burst', '--out', 'd']);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const report = mk.json<Record<string, unknown>>('d/demo_latest.json');
    expect(report).toEqual({
      schema_version: 'v0',
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: 'd',
      mode: 'DEMO',
      apply_requested: false,
      dry_run: true,
      scenario: 'burst',
      signals: {
        drift: false,
        burst: true,
        straggler: false,
        gpu_saturated: false,
        incident: true,
        stable: false,
        notes: ['latency_burst'],
      },
      proposed: [
        { knob: 'dataloader_prefetch_factor', target: 2, reason: 'latency_burst', chord: 'BURST-ABSORB' },
        { knob: 'concurrency', target: 4, reason: 'latency_burst', chord: 'BURST-ABSORB' },
      ],
    });
    const twins = readdirSync(join(mk.folder, 'd')).filter((name) => /^demo_\d{8}_\d{6}\.json$/.test(name));
    expect(twins.map((name) => mk.text(`d/${name}`))).toEqual([mk.text('d/demo_latest.json')]);
    expect(events('d/explain.jsonl').map(({ event, payload }) => [event, payload])).toEqual([
      ['demo_start', { scenario: 'burst', out: 'd' }],
      ['demo_summary', { scenario: 'burst', signals: report.signals, proposed: report.proposed }],
      ['demo_report', { path: 'd/demo_latest.json' }],
      ['demo_stop', { scenario: 'burst', rc: 0 }],
    ]);
  });

  it('shows drift when nothing is chosen, and names the scenarios when another one is', async () => {
    await mk.run(['demo', 'run']);
    expect(mk.json('report/demo_latest.json')).toMatchObject({ scenario: 'drift', signals: { drift: true } });
    const { code, stderr } = await mk.run(['demo', 'run', '--scenario', 'chaos', '--out', 'none']);
    expect([code, stderr]).toEqual([
      2,
      "ERROR: --scenario 'chaos' is not one of: baseline, burst, cpu_pressure, drift, memory_pressure, replica_overprovisioning, straggler\n",
    ]);
  });
});

describe('mk demo mk068', () => {
  it('writes the same six phases every time', async () => {
    expect((await mk.run(['demo', 'mk068', '--out', 'a'])).code).toBe(0);
    expect((await mk.run(['demo', 'mk068', '--out', 'b'])).code).toBe(0);
    expect(mk.text('a/mk068_demo_latest.json')).toBe(mk.text('b/mk068_demo_latest.json'));
    const demo = mk.json<{ timeline: { phase: string; chord: string }[] }>('a/mk068_demo_latest.json');
    expect(demo).toMatchObject({ schema_version: 'mk068_demo.v0', name: 'mk068', safe: true });
    expect(demo.timeline[4]).toEqual({
      step_index: 4,
      phase: 'RECOVER',
      mode: 'RECOVER',
      chord: 'RECOVER-RELOCK',
      blocked_reason: 'DEMO_PLAN_ONLY',
      changed_knobs: [],
    });
  });
});
