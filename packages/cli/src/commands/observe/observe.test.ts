import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const golden = (name: string) => fileURLToPath(new URL(`../../../../../test/data/observe/${name}.jsonl`, import.meta.url));
type Report = Record<string, unknown> & { telemetry: { sample_count: number; points: Record<string, unknown>[] } };
const events = (out: string) =>
  mk
    .text(`${out}/explain.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ts: string; event: string; payload: Record<string, unknown> });
const source = (out: string) => events(out).find(({ event }) => event === 'observe_source')?.payload;

describe('mk observe', () => {
  it('writes report, twin and explain events of a trace, field by field', async () => {
    const path = golden('realistic_dirty');
    const ends = await mk.run(['observe', '--source', 'file', '--path', path, '--out', 'o', '--record-raw', 'raw/copy.jsonl']);
    expect(ends).toEqual({ code: 0, stdout: '', stderr: '' });
    const { summary, telemetry, ...report } = mk.json<Report>('o/observe_latest.json');
    expect(report).toEqual({
      schema_version: 'v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: 'o',
      mode: 'OBSERVE_ONLY',
      apply_requested: false,
      dry_run: true,
      source: 'file',
      signals: {
        drift: true,
        burst: false,
        straggler: false,
        gpu_saturated: true,
        incident: true,
        stable: false,
        notes: ['loss_drift', 'gpu_saturated'],
      },
      sample_count: 84,
      environment: {
        nodes_seen: ['node-a', 'node-b'],
        gpu_models_seen: ['A100'],
        unstable: true,
        notes: ['multiple_nodes_seen'],
      },
      note: expect.any(String),
    });
    expect(summary).toMatchObject({
      top_symptoms: ['drift', 'gpu_saturated'],
      money_leak_risk: 'high',
      estimated_impact: 'unknown',
    });
    expect([telemetry.sample_count, telemetry.points.length]).toEqual([84, 84]);
    const twin = readdirSync(join(mk.folder, 'o')).find((name) => /^report_\d{8}_\d{6}\.json$/.test(name));
    expect(mk.text(`o/${twin}`)).toBe(mk.text('o/observe_latest.json'));
    expect(events('o').map(({ event }) => event)).toEqual([
      'observe_start',
      'observe_source',
      'observe_signals',
      'observe_summary',
      'observe_report',
      'observe_stop',
    ]);
    expect(events('o')[0]?.payload).toEqual({ duration_ms: 600_000, out: 'o' });
    expect(source('o')).toEqual({
      source: 'file',
      path,
      rows_read: 100,
      observe_ingest: {
        dropped_invalid_json: 4,
        dropped_invalid_shape: 0,
        dropped_missing_fields: 4,
        dropped_duplicates: 4,
        dropped_total: 12,
        reordered: 4,
      },
      record_raw_path: 'raw/copy.jsonl',
      record_raw_lines_written: 100,
      record_raw_error: null,
    });
    expect(readFileSync(join(mk.folder, 'raw/copy.jsonl')).equals(readFileSync(path))).toBe(true);
  });

  it('sees the same in a recording as in what was recorded', async () => {
    await mk.run(['observe', '--source', 'file', '--path', golden('corrupted'), '--out', 'p', '--record-raw', 'again.jsonl']);
    await mk.run(['observe', '--source', 'file', '--path', 'again.jsonl', '--out', 'q']);
    const [first, second] = ['p', 'q'].map((out) => mk.json<Report>(`${out}/observe_latest.json`));
    expect(second?.telemetry).toEqual(first?.telemetry);
    expect(source('q')?.observe_ingest).toEqual(source('p')?.observe_ingest);
  });

  it('looks at synthetic data by default, says so, and records nothing of it', async () => {
    const { code } = await mk.run(['observe', '--duration', '90s', '--out', 's', '--record-raw', 'none.jsonl']);
    expect([code, existsSync(join(mk.folder, 'none.jsonl'))]).toEqual([0, false]);
    expect(mk.json('s/observe_latest.json')).toMatchObject({ source: 'synthetic', sample_count: 90, signals: { stable: true } });
    expect(source('s')).toMatchObject({ source: 'synthetic', path: null, rows_read: 90, record_raw_error: 'unsupported_source' });
  });

  it.each([
    ['under a file', ['--record-raw', 'blocker/raw.jsonl'], expect.any(String)],
    ['where the system makes no folder', ['--record-raw', '/proc/none/raw.jsonl'], expect.any(String)],
    ['over its own input', ['--record-raw', 'input.jsonl'], expect.stringMatching(/overwrite/)],
  ])('goes on when the recording cannot be written: %s', async (_name, args, error) => {
    writeFileSync(join(mk.folder, 'blocker'), '');
    writeFileSync(join(mk.folder, 'input.jsonl'), '{"ts":1,"step_time_ms":5}');
    expect((await mk.run(['observe', '--source', 'file', '--path', 'input.jsonl', '--out', 'r', ...args])).code).toBe(0);
    expect(mk.json('r/observe_latest.json')).toMatchObject({ sample_count: 1 });
    expect(source('r')).toMatchObject({ record_raw_lines_written: 0, record_raw_error: error });
  });

  it.each([
    [['--source', 'file'], '--path is required when --source file'],
    [['--source', 'file', '--path', 'x.json'], 'Unsupported file type: x.json'],
    [['--source', 'file', '--path', 'x.jsonl'], 'telemetry file not found: x.jsonl; check the path'],
    [['--duration', 'soon'], "invalid duration: 'soon' (use e.g. 1.5s or 250ms)"],
    [['--duration', '-1s'], "invalid duration: '-1s' (use e.g. 1.5s or 250ms)"],
    [['--out', '/proc/none/x'], expect.stringMatching(/: \/proc\b/)],
    [['--source', 'k8s', '--k8s-namespace', 'a;b'], expect.stringMatching(/^--k8s-namespace 'a;b' is not a DNS-1123 name/)],
    [['--source', 'k8s', '--k8s-pod=--as=admin'], expect.stringMatching(/^--k8s-pod '--as=admin' is not/)],
    [['--source', 'k8s', '--container', '$(x)'], expect.stringMatching(/^--container /)],
    [['--detector', 'robust_v2'], "--detector 'robust_v2' is not one of: heuristic_v1"],
  ])('%j is invalid input', async (args, line) => {
    const { code, stderr, stdout } = await mk.run(['observe', '--out', 'bad', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^ERROR: .*\n$/);
    expect(stderr.slice('ERROR: '.length, -1)).toEqual(line);
    expect(existsSync(join(mk.folder, 'bad/observe_latest.json'))).toBe(false);
  });
});

describe('mk observe --source k8s, with a program where kubectl would be', () => {
  /** Answers by the words of the call, and notes each call. */
  const kubectl = (name: string, cases: string) => {
    const path = join(mk.folder, name);
    writeFileSync(path, `#!/bin/sh\necho "$*" >> "$0.calls"\ncase "$*" in\n${cases}\nesac\n`);
    chmodSync(path, 0o755);
    return { KUBECTL: `./${name}` };
  };
  const calls = (name: string) => mk.text(`${name}.calls`).trim().split('\n');
  const pods = JSON.stringify({
    items: [
      {
        metadata: {
          name: 'llm-1',
          creationTimestamp: '2026-01-01T00:00:00Z',
          annotations: { 'modekeeper/telemetry': 'stdout-jsonl' },
        },
        spec: { nodeName: 'node-1', containers: [{ name: 'trainer' }] },
      },
    ],
  });
  const observe = (out: string, env: Record<string, string>, ...args: string[]) =>
    mk.run(['observe', '--source', 'k8s', '--k8s-namespace', 'train', '--k8s-deployment', 'llm', '--out', out, ...args], env);

  it('reads the log of the pod it found in the mode that it declares', async () => {
    const log = ['{"ts":1700000000,"step":1,"throughput":10}', 'hello', '{"ts":1700000001}'];
    const stamped = log.map((line) => `2026-01-02T03:04:05.123456789Z ${line}`).join('\n');
    const env = kubectl('kubectl-b', `"get pods"*) echo '${pods}';;\nlogs*) printf '%s\\n' '${stamped}';;`);
    const { code } = await observe('k', env, '--container', 'trainer', '--duration', '1500ms', '--record-raw', 'k.raw');
    expect([code, mk.text('k.raw')]).toEqual([0, `${stamped}\n`]);
    expect(calls('kubectl-b')).toEqual([
      'get pods -n train -l app=llm -o json',
      'logs -n train llm-1 -c trainer --timestamps --since 2s',
    ]);
    expect(mk.json<Report>('k/observe_latest.json')).toMatchObject({
      source: 'k8s',
      sample_count: 1,
      telemetry: { points: [{ ts_ms: 1_700_000_000_000, latency_ms: 100, step: 1, node: 'node-1' }] },
    });
    expect(source('k')).toEqual({
      source: 'k8s',
      namespace: 'train',
      deployment: 'llm',
      container: 'trainer',
      rows_read: 3,
      samples_parsed: 1,
      error: null,
      observe_ingest: {
        dropped_invalid_json: 0,
        dropped_invalid_shape: 0,
        dropped_missing_fields: 1,
        dropped_duplicates: 0,
        dropped_total: 1,
        reordered: 0,
      },
      record_raw_path: 'k.raw',
      record_raw_lines_written: 3,
      record_raw_error: null,
    });
  });

  it('falls back on the Deployment, for the mode and for the log, and reads any wording then', async () => {
    const env = kubectl('kubectl-a', `get*) exit 1;;\nlogs*) echo '2026-01-02T03:04:05Z step 1 took 120ms';;`);
    expect((await observe('f', env)).code).toBe(0);
    expect(calls('kubectl-a')).toEqual([
      'get pods -n train -l app=llm -o json',
      'get deployment llm -n train -o json',
      'logs -n train deployment/llm --timestamps --since 600s',
    ]);
    expect(mk.json<Report>('f/observe_latest.json').telemetry.points).toMatchObject([{ latency_ms: 120 }]);
  });

  it('drops a line that is not UTF-8, and records its bytes as they came', async () => {
    const record = '{"ts":1700000000,"step":1,"throughput":10,"note":"é"}';
    const log = Buffer.concat([Buffer.from(`${record}\n`), Buffer.from(record.replace('é', 'è'), 'latin1'), Buffer.from('\n')]);
    writeFileSync(join(mk.folder, 'bytes.log'), log);
    const env = kubectl('kubectl-u', `"get pods"*) echo '${pods}';;\nlogs*) cat bytes.log;;`);
    expect((await observe('u', env, '--record-raw', 'u.raw')).code).toBe(0);
    expect(readFileSync(join(mk.folder, 'u.raw')).equals(log)).toBe(true);
    expect(source('u')).toMatchObject({ rows_read: 2, samples_parsed: 1, record_raw_lines_written: 2, record_raw_error: null });
  });

  it('takes the pod that was named', async () => {
    const env = kubectl('kubectl-p', 'get*) echo "{}";;\nlogs*) ;;');
    await observe('n', env, '--k8s-pod', 'llm-7');
    expect(calls('kubectl-p')).toEqual(['get deployment llm -n train -o json', 'logs -n train llm-7 --timestamps --since 600s']);
  });

  it.each([
    [
      'the log is refused',
      'kubectl-e',
      'logs*) echo "Error from server (Forbidden): no" >&2; exit 1;;\n*) exit 1;;',
      'Error from server (Forbidden): no',
    ],
    ['there is no kubectl', null, '', 'not_found'],
  ])('goes on without samples when %s', async (_name, name, cases, error) => {
    const env = name === null ? { KUBECTL: './absent' } : kubectl(name, cases);
    expect((await observe('x', env)).code).toBe(0);
    expect(mk.json('x/observe_latest.json')).toMatchObject({ sample_count: 0, signals: { notes: ['no_samples'] } });
    expect(source('x')).toMatchObject({ rows_read: 0, samples_parsed: 0, error });
  });

  it('refuses a KUBECTL that is no program', async () => {
    writeFileSync(join(mk.folder, 'text'), '');
    const { code, stderr } = await observe('y', { KUBECTL: './text' });
    expect([code, stderr]).toEqual([
      2,
      'ERROR: KUBECTL names ./text, which is not an executable file; name kubectl itself or leave KUBECTL unset\n',
    ]);
  });
});
