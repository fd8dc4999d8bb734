import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const put = (path: string, content: unknown) => {
  mkdirSync(dirname(join(mk.folder, path)), { recursive: true });
  writeFileSync(join(mk.folder, path), JSON.stringify(content));
};
const root = join(mk.folder, 'report');
put('report/preflight/preflight_latest.json', { schema_version: 'preflight.v0', notes: [] });
put('report/eval/eval_latest.json', { environment: { unstable: false, nodes_seen: [], gpu_models_seen: ['A100'] } });
put('report/watch/watch_latest.json', {
  proposed_total: 2,
  artifact_paths: { last_iteration_report_path: 'report/plan/closed_loop_latest.json' },
});
put('report/plan/closed_loop_latest.json', { opportunity_hours_est: 0.5, proposed_actions_count: 2 });
const events = (path: string) =>
  mk
    .text(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; payload: object });

describe('mk roi', () => {
  it('reads the three reports under the inputs root and what the last iteration found', async () => {
    const { code, stderr, stdout } = await mk.run(['roi']);
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      'roi_ok=true top_blocker=n/a opportunity_hours_est=0.5 roi=report/roi/roi_latest.json summary=report/roi/roi_summary.md\n',
    ]);
    expect(mk.json('report/roi/roi_latest.json')).toMatchObject({
      schema_version: 'roi.v0',
      read_only: true,
      inputs_root: root,
      ok: true,
      ingest_ok: true,
      opportunity_hours_est: 0.5,
      proposed_actions_count: 2,
      inputs: { preflight_path: join(root, 'preflight/preflight_latest.json') },
      environment: { gpu_models_seen: ['A100'] },
      notes: [],
    });
    const names = readdirSync(join(root, 'roi')).map((name) => name.replace(/\d{8}_\d{6}/, '<stamp>'));
    expect(names.sort()).toEqual(['explain.jsonl', 'roi_<stamp>.json', 'roi_latest.json', 'roi_summary.md', 'summary.md']);
    expect(mk.text('report/roi/summary.md')).toBe(mk.text('report/roi/roi_summary.md'));
    expect(mk.text('report/roi/summary.md')).toMatch(/\nproposed_actions_count: 2\n\n## Next steps\n\n- .+\n$/);
    expect(events('report/roi/explain.jsonl').map(({ event }) => event)).toEqual([
      'roi_start',
      'roi_read_inputs',
      'roi_computed',
      'roi_written',
    ]);
  });
});

describe('mk roi report', () => {
  it('reads the reports that are named, and says which it could not read', async () => {
    writeFileSync(join(mk.folder, 'broken.json'), '{');
    const { code, stdout } = await mk.run(['roi', 'report', '--eval', 'broken.json', '--out', 'r', '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        roi_ok: false,
        top_blocker: 'eval_invalid_json',
        opportunity_hours_est: null,
        roi: 'r/roi_latest.json',
        summary: 'r/roi_summary.md',
      },
    ]);
    expect(mk.json('r/roi_latest.json')).toMatchObject({
      ok: false,
      ingest_ok: false,
      inputs: {
        preflight_path: 'report/preflight/preflight_latest.json',
        eval_path: 'broken.json',
        watch_path: 'report/watch_k8s/watch_latest.json',
      },
      watch_summary: null,
    });
    expect(readdirSync(join(mk.folder, 'r')).sort()).toEqual(['explain.jsonl', 'roi_latest.json', 'roi_summary.md']);
    expect(events('r/explain.jsonl')[2]).toMatchObject({
      event: 'roi_parse_errors',
      payload: {
        errors: [
          { input: 'eval', path: 'broken.json', reason: 'invalid_json' },
          { input: 'watch', path: 'report/watch_k8s/watch_latest.json', reason: 'missing_file' },
        ],
      },
    });
  });
});
