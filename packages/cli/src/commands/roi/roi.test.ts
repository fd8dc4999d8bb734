import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const golden = (name: string) => fileURLToPath(new URL(`../../../../../test/data/observe/${name}.jsonl`, import.meta.url));
const trace = (name: string, times_ms: readonly number[]) => {
  writeFileSync(join(mk.folder, name), times_ms.map((step_time_ms, ts) => `${JSON.stringify({ ts, step_time_ms })}\n`).join(''));
  return name;
};

describe('mk roi estimate', () => {
  it('bounds what a burst costs, field by field, and names no action', async () => {
    const path = trace('burst.jsonl', [100, 100, 100, 100, 400, 100, 100, 100, 100, 400]);
    expect(await mk.run(['roi', 'estimate', '--observe-path', path, '--out', 'e'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(mk.json('e/roi_estimate_latest.json')).toEqual({
      schema_version: 'roi_estimate.v0',
      summary: {
        p50_ms: 100,
        p95_ms: 400,
        max_ms: 400,
        samples: 10,
        signals: {
          drift: false,
          burst: true,
          straggler: false,
          gpu_saturated: false,
          incident: true,
          stable: false,
          notes: ['loss_missing', 'latency_burst'],
        },
      },
      potential: { speedup_pct_range: [0.375, 0.75], latency_reduction_pct_range: [0.375, 0.75] },
      notes: ['loss_missing', 'latency_burst'],
    });
    expect(mk.text('e/roi_estimate_latest.json')).not.toMatch(/actions|knob|target|chord|k8s_plan|decision_trace/);
  });

  it('estimates nothing for a stable trace', async () => {
    await mk.run(['roi', 'estimate', '--observe-path', golden('stable'), '--out', 's']);
    expect(mk.json('s/roi_estimate_latest.json')).toMatchObject({ potential: { speedup_pct_range: [0, 0] }, notes: ['stable'] });
  });

  it.each([
    [['--observe-path', 'absent.jsonl'], 'telemetry file not found: absent.jsonl; check the path'],
    [['--observe-path', 'x.txt'], 'Unsupported file type: x.txt'],
    [['--observe-path', 'x.csv', '--observe-source', 'k8s'], "--observe-source 'k8s' is not one of: file"],
    [[], '--observe-path is required; see --help'],
  ])('%j is invalid input', async (args, line) => {
    expect(await mk.run(['roi', 'estimate', ...args])).toEqual({ code: 2, stdout: '', stderr: `ERROR: ${line}\n` });
  });
});

describe('mk roi before-after', () => {
  const run = (baseline: string, candidate: string, ...more: string[]) =>
    mk.run(['roi', 'before-after', '--baseline-path', baseline, '--candidate-path', candidate, '--out', 'b', ...more]);

  it('compares medians, with GPU hours and money', async () => {
    const ends = await run(
      trace('a.jsonl', [200, 200, 300]),
      trace('c.jsonl', [160, 160, 160]),
      '--usd-per-gpu-hour',
      '2.5',
      '--gpus',
      '8',
    );
    expect(ends).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(mk.json('b/roi_before_after_latest.json')).toEqual({
      schema_version: 'roi_before_after.v0',
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      finished_at: expect.stringMatching(/Z$/),
      paths: { baseline_path: 'a.jsonl', candidate_path: 'c.jsonl' },
      baseline: { samples: 3, p50_ms: 200, p95_ms: 200 },
      candidate: { samples: 3, p50_ms: 160, p95_ms: 160 },
      summary: {
        speedup_p50: 1.25,
        savings: 0.2,
        usd_per_gpu_hour: 2.5,
        gpus: 8,
        hours_per_month: 730,
        gpu_hours_saved_per_hour: 1.6,
        gpu_hours_saved_per_month: 1168,
        usd_saved_per_gpu_hour: 0.5,
        usd_saved_per_hour: 4,
        usd_saved_per_month: 2920,
      },
      notes: [],
    });
  });

  it.each([
    [[], [100, 100], 'baseline requires at least 2 samples (got 0)', ['baseline_p50_ms_invalid', 'baseline_samples_empty']],
    [[100, 100], [100], 'candidate requires at least 2 samples (got 1)', []],
  ])('%j against %j: report, one line, exit 1', async (baseline, candidate, line, notes) => {
    const ends = await run(trace('a.jsonl', baseline), trace('c.jsonl', candidate));
    expect(ends).toEqual({ code: 1, stdout: '', stderr: `ERROR: ${line}\n` });
    const report = mk.json<{ notes: string[]; summary: object }>('b/roi_before_after_latest.json');
    expect(report.notes).toEqual([...notes, 'usd_per_gpu_hour_missing']);
    expect(report.summary).toMatchObject({ usd_saved_per_month: null });
  });

  it.each([
    [['--candidate-path', 'c.jsonl'], '--baseline-path is required; see --help'],
    [['--baseline-path', 'no.jsonl', '--candidate-path', 'c.jsonl'], 'telemetry file not found: no.jsonl; check the path'],
  ])('%j is invalid input', async (args, line) => {
    expect(await mk.run(['roi', 'before-after', ...args])).toEqual({ code: 2, stdout: '', stderr: `ERROR: ${line}\n` });
  });
});
