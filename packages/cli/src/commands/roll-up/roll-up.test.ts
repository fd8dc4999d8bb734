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
put('report/plan/closed_loop_latest.json', {
  source: 'file',
  synthetic_default: false,
  signals: { drift: false, notes: [] },
  environment: { unstable: false },
  proposed: [],
  k8s_namespace: 'train',
  k8s_deployment: 'llm',
});
put('report/plan/explain.jsonl', {});
put('report/plan/z/closed_loop_latest.json', { source: 'synthetic' });
put('report/verify/k8s_verify_latest.json', { ok: false, verify_blocker: { kind: 'kubectl_missing' }, mode: 'plan_only' });
const common = {
  started_at: expect.stringMatching(/Z$/),
  finished_at: expect.stringMatching(/Z$/),
  read_only: true,
  inputs_root: root,
};

describe('roll-ups', () => {
  it.each(['preflight', 'eval', 'watch'])(
    'mk %s writes report, twin and one summary under two names, and exits 0',
    async (name) => {
      const { code, stderr, stdout } = await mk.run([name, '--out', `report/${name}`]);
      expect([code, stderr, stdout]).toEqual([0, '', '']);
      const twin = readdirSync(join(root, name)).filter((file) => new RegExp(`^${name}_\\d{8}_\\d{6}\\.json$`).test(file));
      expect(readdirSync(join(root, name)).sort()).toEqual(
        [...twin, `${name}_latest.json`, `${name}_summary.md`, 'summary.md'].sort(),
      );
      expect(mk.text(`report/${name}/${twin[0]}`)).toBe(mk.text(`report/${name}/${name}_latest.json`));
      expect(mk.text(`report/${name}/summary.md`)).toBe(mk.text(`report/${name}/${name}_summary.md`));
      expect(mk.text(`report/${name}/summary.md`)).toMatch(/^# \w+\n\nok: (true|false)\ntop_blocker: \S+\ninputs_root: \//);
      expect(mk.json(`report/${name}/${name}_latest.json`)).toMatchObject(common);
    },
  );

  it('mk preflight names the blocker of the verify report', () => {
    expect(mk.json('report/preflight/preflight_latest.json')).toEqual({
      ...common,
      schema_version: 'preflight.v0',
      duration_s: expect.any(Number),
      ok: false,
      top_blocker: 'kubectl_missing',
      notes: [],
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      verify_ok: false,
      verify_report_path: join(root, 'verify/k8s_verify_latest.json'),
      plan_report_path: join(root, 'plan/closed_loop_latest.json'),
      key_artifacts: [
        join(root, 'plan/closed_loop_latest.json'),
        join(root, 'verify/k8s_verify_latest.json'),
        'report/preflight/preflight_latest.json',
        'report/preflight/preflight_summary.md',
        'report/preflight/summary.md',
      ],
    });
  });

  it('mk watch takes duration and interval from --duration', async () => {
    await mk.run(['watch', '--out', 'w', '--inputs-root', 'report', '--duration', '90']);
    expect(mk.json('w/watch_latest.json')).toMatchObject({
      duration_s: 90,
      interval_s: 90,
      last_iteration_out_dir: join(root, 'plan'),
      artifact_paths: {
        watch_latest_path: 'w/watch_latest.json',
        watch_summary_path: 'w/watch_summary.md',
        last_iteration_explain_path: join(root, 'plan/explain.jsonl'),
      },
    });
  });

  it('without reports says so in the report, not by failing', async () => {
    expect((await mk.run(['eval', '--out', 'fresh/eval'])).code).toBe(0);
    expect(mk.json('fresh/eval/eval_latest.json')).toMatchObject({
      ok: false,
      notes: expect.arrayContaining(['missing_closed_loop_latest']),
    });
  });

  it.each([
    [['preflight'], /^ERROR: --out is required/],
    [['watch', '--out', 'x', '--duration', '0'], /^ERROR: --duration must be at least 1/],
    [['eval', '--inputs-root', 'nowhere'], /^ERROR: cannot read the folder /],
  ])('%j: one line, exit 2', async (args, line) => {
    expect(await mk.run(args)).toMatchObject({ code: 2, stderr: expect.stringMatching(line) });
  });
});
