import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

type Report = Record<string, unknown>;

const mk = await packedMk();
mkdirSync(join(mk.folder, 'empty'));
/** A machine without kubectl. */
const BARE = { PATH: join(mk.folder, 'empty') };
const LINES = Array.from({ length: 70 }, (_, i) =>
  JSON.stringify({ ts: 1_700_000_000 + i, step_time_ms: i === 60 ? 900 : 100, throughput: 10, loss: 1, node: 'n1' }),
).join('\n');
writeFileSync(join(mk.folder, 'trace.jsonl'), LINES);
const FILE = ['--observe-source', 'file', '--observe-path', 'trace.jsonl'];
const ACCEPTING: FakeAnswer[] = [
  { when: "'config current-context'", stdout: 'prod\n' },
  { when: "'get pods '*", stdout: JSON.stringify({ items: [{ metadata: { name: 'llm-0' }, spec: { nodeName: 'n1' } }] }) },
  { when: "'logs '*", stdout: LINES },
  { when: '*can-i*', stdout: 'yes\n' },
  { when: '*version*', stdout: '{}' },
  { when: '*get*-o\\ json', stdout: '{"metadata":{"uid":"u","annotations":{"modekeeper/knob.concurrency":"8"}}}' },
  { when: '*', stdout: 'ok\n' },
];
const quickstart = (out: string, flags: readonly string[], env: Record<string, string> = BARE) =>
  mk.run(['quickstart', '--out', out, ...flags], env);
const withoutTwins = (folder: string) =>
  readdirSync(join(mk.folder, folder))
    .filter((name) => !/_\d{8}_\d{6}\.json$/.test(name))
    .sort();
const summaryOf = (out: string) =>
  Object.fromEntries(
    mk
      .text(`${out}/summary.md`)
      .split('\n')
      .filter((line) => line.includes(': '))
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );

describe('mk quickstart', () => {
  it('a trace without kubectl: every step in its folder, exit 0, and what is missing named', async () => {
    const { code, stderr, stdout } = await quickstart('f', [...FILE, '--quiet']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      // One signal over 69 s: 69 / 3600 * 0.05 hours.
      'roi_ok=false top_blocker=kubectl_missing opportunity_hours_est=0.000958 roi=f/roi/roi_latest.json summary=f/roi/roi_summary.md',
      expect.stringMatching(
        /^bundle_ok=true top_blocker=kubectl_missing manifest=f\/export\/bundle_manifest\.json tar=f\/export\/bundle\.tar\.gz summary=f\/export\/bundle_summary\.md files=\d+$/,
      ),
      '',
    ]);
    const folders = ['doctor', 'eval', 'export', 'plan', 'preflight', 'roi', 'verify', 'watch'];
    expect(withoutTwins('f')).toEqual([...folders, 'report.html', 'summary.md'].sort());
    expect(withoutTwins('f/plan')).toEqual([
      'closed_loop_latest.json',
      'decision_trace_latest.jsonl',
      'explain.jsonl',
      'k8s_plan.json',
      'k8s_plan.kubectl.sh',
      'policy_bundle_latest.json',
      'summary.md',
    ]);
    expect(mk.json('f/doctor/doctor.json')).toMatchObject({
      schema_version: 'doctor.v1',
      ok: false,
      checks: [{ label: 'mk runnable' }, { label: 'kubectl present', ok: false }, {}],
      key_artifacts: ['f/doctor/doctor.json'],
    });
    expect(mk.json('f/plan/closed_loop_latest.json')).toMatchObject({
      mode: 'CLOSED_LOOP',
      dry_run: true,
      source: 'file',
      synthetic_default: false,
      out_dir: 'f/plan',
      k8s_plan_path: 'f/plan/k8s_plan.json',
    });
    expect(mk.json('f/verify/k8s_verify_latest.json')).toMatchObject({
      k8s_plan_path: 'f/plan/k8s_plan.json',
      ok: false,
      verify_blocker: { kind: 'kubectl_missing' },
    });
    expect(mk.json('f/eval/eval_latest.json')).toMatchObject({
      schema_version: 'eval.v0',
      source: 'inputs_root',
      inputs_root: join(mk.folder, 'f'),
      top_blocker: 'kubectl_missing',
      assessment_result_class: 'signal_found',
    });
    expect(mk.json('f/preflight/preflight_latest.json')).toMatchObject({ ok: false, top_blocker: 'kubectl_missing' });
    expect(mk.json('f/watch/watch_latest.json')).toMatchObject({ duration_s: 60, interval_s: 60, iterations_done: 1 });
    expect(mk.json('f/roi/roi_latest.json')).toMatchObject({
      ok: false,
      top_blocker: 'kubectl_missing',
      proposed_actions_count: 2,
      inputs: { preflight_path: join(mk.folder, 'f/preflight/preflight_latest.json') },
    });
    const { files, notes } = mk.json<{ files: { kind: string; rel_path: string }[]; notes: string[] }>(
      'f/export/bundle_manifest.json',
    );
    expect(notes).toEqual([]);
    expect(files.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['plan', 'verify', 'preflight', 'eval', 'watch', 'roi', 'k8s_plan', 'script', 'decision_trace']),
    );
    expect(files.filter(({ rel_path }) => rel_path.endsWith('.html'))).toEqual([]);
  });

  it('summary.md shows source, findings and, as JSON, what stands in the way of the plan', () => {
    expect(summaryOf('f')).toMatchObject({
      source: 'file',
      scenario: 'null',
      assessment_result_class: 'signal_found',
      sample_count: '70',
      proposed_actions_count: '2',
      verify_ok: 'false',
      verify_blocker: expect.stringMatching(/^\{.*"kind":"kubectl_missing".*\}$/),
      roi_ok: 'false',
      top_blocker: 'kubectl_missing',
    });
  });

  it('data that nobody chose to make up is no evidence; a scenario by name is only noted', async () => {
    expect((await quickstart('s', ['--quiet'])).code).toBe(0);
    expect(mk.json('s/plan/closed_loop_latest.json')).toMatchObject({ synthetic_default: true, scenario: 'drift' });
    expect(mk.json('s/eval/eval_latest.json')).toMatchObject({
      notes: ['synthetic_data'],
      assessment_result_class: 'insufficient_evidence',
      insufficient_evidence_reasons: ['synthetic_data'],
    });
    expect(summaryOf('s')).toMatchObject({ source: 'synthetic', assessment_result_class: 'insufficient_evidence' });
    expect((await quickstart('n', ['--quiet', '--scenario', 'burst'])).code).toBe(0);
    expect(mk.json('n/plan/closed_loop_latest.json')).toMatchObject({ synthetic_default: false, scenario: 'burst' });
    expect(summaryOf('n')).toMatchObject({ scenario: 'burst', assessment_result_class: 'signal_found' });
  });

  it('a log and a cluster that accepts the plan: nothing stands in the way, and only reads and dry runs were sent', async () => {
    const kubectl = fakeKubectl(mk.folder, 'kubectl-accepting', ACCEPTING);
    const flags = ['--observe-source', 'k8s-logs', '--k8s-namespace', 'train', '--k8s-deployment', 'llm', '--json', '--quiet'];
    const { code, stderr, stdout } = await quickstart('k', flags, { KUBECTL: kubectl.path });
    expect([code, stderr]).toEqual([0, '']);
    const [roi, bundle] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Report);
    expect(Object.keys(roi ?? {})).toEqual(['roi_ok', 'top_blocker', 'opportunity_hours_est', 'roi', 'summary']);
    expect(Object.keys(bundle ?? {})).toEqual(['bundle_ok', 'top_blocker', 'manifest', 'tar', 'summary', 'files']);
    expect([roi?.roi_ok, roi?.top_blocker]).toEqual([true, null]);
    expect(summaryOf('k')).toMatchObject({ source: 'k8s', verify_ok: 'true', verify_blocker: 'null', roi_ok: 'true' });
    // The value that the API server has now stands beside the one that is proposed.
    expect(mk.text('k/report.html')).toMatch(/>8<span class="arrow"[^>]*>→<\/span><span class="sr"> to <\/span><b>4</);
    const changing = kubectl
      .calls()
      .filter((call) => / (patch|apply|delete|create|scale|edit) /.test(` ${call} `) && !/can-i|--dry-run=server/.test(call));
    expect(changing).toEqual([]);
  });

  it('a fixed time is the bundle’s and the report’s, and equal runs make equal reports', async () => {
    const env = { ...BARE, SOURCE_DATE_EPOCH: '1700000000' };
    expect((await quickstart('d', [...FILE, '--quiet'], env)).code).toBe(0);
    expect(mk.json('d/export/bundle_manifest.json')).toMatchObject({ created_at: '2023-11-14T22:13:20Z' });
    const report = mk.text('d/report.html');
    expect(report).toContain('at 2023-11-14T22:13:20Z.');
    expect((await quickstart('d', [...FILE, '--quiet'], env)).code).toBe(0);
    expect(mk.text('d/report.html')).toBe(report);
  });

  it('tells people on stderr what came out, without colours where nobody sees them', async () => {
    const { code, stderr } = await quickstart('t', FILE);
    expect(code).toBe(0);
    const rows = stderr.split('\n');
    expect(rows[1]).toBe('Step time burst: set dataloader prefetch to 2 and set concurrency to 4');
    expect(rows).toContain('  Source     trace file trace.jsonl');
    expect(rows).toContain('  Report     t/report.html');
    expect(stderr).not.toContain('\u001b');
  });

  it('report.html is of this run, and names of a trace stand in it as text', async () => {
    const name = '<script>alert(1)</script>\u202e';
    writeFileSync(join(mk.folder, 'hostile.jsonl'), LINES.replaceAll('"node":"n1"', `"node":${JSON.stringify(name)}`));
    expect((await quickstart('h', ['--observe-source', 'file', '--observe-path', 'hostile.jsonl', '--quiet'])).code).toBe(0);
    const report = mk.text('h/report.html');
    expect(report).toContain('<h1>Step time burst: set dataloader prefetch to 2 and set concurrency to 4</h1>');
    expect(report).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;');
    expect(report).not.toMatch(/<script|\u202e/);
  });

  it.each([
    [['--observe-source', 'file'], 'ERROR: --observe-path is required when --observe-source file\n'],
    [['--observe-source', 'file', '--observe-path', 'x.txt'], 'ERROR: Unsupported file type: x.txt\n'],
    [['--k8s-namespace', 'a;b'], expect.stringMatching(/^ERROR: --k8s-namespace 'a;b' is not a DNS-1123 name/)],
    [['--observe-duration', 'soon'], expect.stringMatching(/^ERROR: invalid duration: 'soon'/)],
    [['--scenario', 'calm'], expect.stringMatching(/^ERROR: --scenario 'calm' is not one of: baseline, burst/)],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr } = await quickstart('none', flags);
    expect([code, stderr]).toEqual([2, line]);
    expect(existsSync(join(mk.folder, 'none'))).toBe(false);
  });

  it('a KUBECTL that cannot be run is refused before anything is written', async () => {
    writeFileSync(join(mk.folder, 'text'), 'no program');
    chmodSync(join(mk.folder, 'text'), 0o644);
    const { code, stderr } = await quickstart('none', [], { KUBECTL: './text' });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^ERROR: KUBECTL names \.\/text/)]);
    expect(existsSync(join(mk.folder, 'none'))).toBe(false);
  });

  it('stops with the exit code of the step that failed, and says why', async () => {
    // A folder stands where the roll-up's file must go.
    mkdirSync(join(mk.folder, 'stopped', 'eval', 'eval_latest.json'), { recursive: true });
    const { code, stderr, stdout } = await quickstart('stopped', [...FILE, '--quiet']);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^ERROR: [^\n]+\n$/)]);
    expect(existsSync(join(mk.folder, 'stopped', 'preflight'))).toBe(false);
    expect((await quickstart('gone', ['--observe-source', 'file', '--observe-path', 'gone.jsonl'])).stderr).toBe(
      'ERROR: telemetry file not found: gone.jsonl; check the path\n',
    );
  });
});
