import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const watch = (out: string, flags: readonly string[]) => mk.run(['closed-loop', 'watch', '--out', out, ...flags]);
const ONCE = ['--interval', '1ms'];

describe('mk closed-loop watch, dry', () => {
  it('gives each iteration its folder and line, and counts them in watch_latest.json', async () => {
    const { code, stderr, stdout } = await watch('w', [
      '--scenario',
      'burst',
      ...ONCE,
      '--max-iterations',
      '2',
      '--iterations',
      '9',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [1, 2].map((n) => `iter=${n} verify_ok=n/a apply_attempted=false apply_ok=n/a blocked=null out=w/iter_000${n}\n`).join(''),
    );
    expect(readdirSync(join(mk.folder, 'w')).sort()).toEqual(['iter_0001', 'iter_0002', 'watch_latest.json', 'watch_summary.md']);
    expect(mk.json('w/watch_latest.json')).toEqual({
      schema_version: 'v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      interval_s: 0.001,
      max_iterations: 2,
      iterations_done: 2,
      proposed_total: 4,
      applied_total: 0,
      blocked_total: 0,
      verify_failed_total: 0,
      dry_run_total: 2,
      apply_attempted_total: 0,
      apply_ok_total: 0,
      apply_failed_total: 0,
      assessment_result_class: 'signal_found',
      coverage_ok: true,
      sample_count: 60,
      window_s: 59,
      sources_seen: ['metrics_window', 'synthetic_telemetry'],
      evidence_quality: 'medium',
      insufficient_evidence_reasons: [],
      signal_count: 1,
      actionable_proposal_count: 2,
      last_iteration_out_dir: 'w/iter_0002',
      observe_ingest: null,
      artifact_paths: {
        watch_latest_path: 'w/watch_latest.json',
        watch_summary_path: 'w/watch_summary.md',
        last_iteration_report_path: 'w/iter_0002/closed_loop_latest.json',
        last_iteration_explain_path: 'w/iter_0002/explain.jsonl',
      },
      observe_record_raw_path: null,
      observe_record_raw_lines_written: null,
    });
    expect(JSON.parse(mk.text('w/iter_0002/decision_trace_latest.jsonl'))).toMatchObject({ tick: 1 });
    expect(
      mk
        .text('w/watch_summary.md')
        .split('\n')
        .map((line) => line.split(': ')[0]),
    ).toEqual([
      ...['started_at', 'finished_at', 'duration_s', 'interval_s', 'max_iterations', 'iterations_done'],
      ...['proposed_total', 'applied_total', 'blocked_total', 'verify_failed_total', 'dry_run_total'],
      ...['apply_attempted_total', 'apply_ok_total', 'apply_failed_total'],
      ...['assessment_result_class', 'coverage_ok', 'sample_count', 'window_s', 'sources_seen', 'evidence_quality'],
      ...['insufficient_evidence_reasons', 'signal_count', 'actionable_proposal_count', 'last_iteration_out_dir'],
      ...['artifact_paths.watch_latest_path', 'artifact_paths.watch_summary_path'],
      ...['artifact_paths.last_iteration_report_path', 'artifact_paths.last_iteration_explain_path', ''],
    ]);
  });

  it('sums what a trace dropped and what was recorded, over its iterations', async () => {
    const lines = Array.from({ length: 5 }, (_, i) => JSON.stringify({ ts: i, step_time_ms: 100 }));
    writeFileSync(join(mk.folder, 't.jsonl'), [...lines, '{', '{}'].join('\n'));
    const source = ['--observe-source', 'file', '--observe-path', 't.jsonl', '--observe-record-raw', 'raw.jsonl'];
    const { code } = await watch('f', ['--scenario', 'drift', ...source, ...ONCE, '--iterations', '3']);
    expect(code).toBe(0);
    expect(mk.json('f/watch_latest.json')).toMatchObject({
      max_iterations: 3,
      iterations_done: 3,
      assessment_result_class: 'no_actionable_signal',
      observe_ingest: { dropped_invalid_json: 3, dropped_missing_fields: 3, dropped_total: 6, reordered: 0 },
      observe_record_raw_path: 'raw.jsonl',
      observe_record_raw_lines_written: 21,
    });
    expect(mk.text('raw.jsonl').trimEnd().split('\n')).toHaveLength(21);
    expect(mk.text('f/watch_summary.md')).toContain(
      'observe_ingest: dropped_duplicates=0 dropped_invalid_json=3 dropped_invalid_shape=0 dropped_missing_fields=3 dropped_total=6 reordered=0\n',
    );
  });

  it('no iteration is zeros and the three measured reasons', async () => {
    expect(await watch('z', ['--scenario', 'drift', '--max-iterations', '0'])).toMatchObject({ code: 0, stdout: '' });
    expect(mk.json('z/watch_latest.json')).toMatchObject({
      iterations_done: 0,
      assessment_result_class: 'insufficient_evidence',
      last_iteration_out_dir: null,
      artifact_paths: { last_iteration_report_path: null, last_iteration_explain_path: null },
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends a pending pause at once; the iteration before it is whole',
    async (signal) => {
      const out = `s-${signal}`;
      const running = mk.start(['closed-loop', 'watch', '--scenario', 'drift', '--out', out, '--interval', '1h']);
      await running.firstLine;
      running.process.kill(signal);
      expect(await running.ended).toBe(0);
      expect(mk.json(`${out}/watch_latest.json`)).toMatchObject({ iterations_done: 1, max_iterations: null, interval_s: 3600 });
      expect(existsSync(join(mk.folder, out, 'iter_0001/closed_loop_latest.json'))).toBe(true);
    },
  );

  it('ends by itself when nobody reads its lines any more; no iteration is cut in the middle', async () => {
    const running = mk.start(['closed-loop', 'watch', '--scenario', 'drift', '--out', 'c', '--interval', '50ms']);
    await running.firstLine;
    running.process.stdout?.destroy();
    expect(await running.ended).toBe(0);
    const { iterations_done } = mk.json<{ iterations_done: number }>('c/watch_latest.json');
    const folders = readdirSync(join(mk.folder, 'c')).filter((name) => name.startsWith('iter_'));
    expect(folders).toHaveLength(iterations_done);
    for (const folder of folders) expect(existsSync(join(mk.folder, 'c', folder, 'closed_loop_latest.json'))).toBe(true);
  });

  it.each([
    [['--out', 'n'], '--scenario is required; see --help'],
    [['--scenario', 'drift'], '--out is required; see --help'],
    [['--out', 'n', '--scenario', 'drift', '--interval', 'soon'], "invalid duration: 'soon' (use e.g. 1.5s or 250ms)"],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr } = await mk.run(['closed-loop', 'watch', ...flags]);
    expect([code, stderr]).toEqual([2, `ERROR: ${line}\n`]);
    expect(existsSync(join(mk.folder, 'n'))).toBe(false);
  });
});
