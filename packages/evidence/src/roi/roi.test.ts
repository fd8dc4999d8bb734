import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../report/read-report.ts';
import { roiReport } from './roi-report.ts';
import { roiLines, roiNextSteps } from './roi-summary.ts';

const TIMES = { started_at: '2026-01-02T03:04:05Z', finished_at: '2026-01-02T03:04:06Z', duration_s: 1 };
const report = (value: unknown) => readReport(Buffer.from(JSON.stringify(value)));
const MISSING = readReport(null);
const WATCH = {
  duration_s: 60,
  iterations_done: 2,
  interval_s: 30,
  proposed_total: 3,
  applied_total: 0,
  blocked_total: 3,
  last_iteration_out_dir: 'w/iter_0002',
};
const LAST = { opportunity_hours_est: 0.25, proposed_actions_count: 2, environment: { nodes_seen: ['b'] } };
type Reports = { preflight?: object | null; eval?: object | null; watch?: object | null; last?: object | null };
const read = (value: object | null | undefined, otherwise: object) => (value === null ? MISSING : report(value ?? otherwise));
const roi = (over: Reports = {}) =>
  roiReport(
    {
      inputs: {
        preflight: {
          path: 'p',
          report: read(over.preflight, { nvidia_device_plugin_present: true, deploy_gpu_request: 4, notes: ['z', 'a'] }),
        },
        eval: { path: 'e', report: read(over.eval, { environment: { nodes_seen: ['a'] }, proposed_actions_count: 9 }) },
        watch: { path: 'w', report: read(over.watch, WATCH) },
      },
      last_iteration: { path: 'l', report: read(over.last, LAST) },
      artifacts: ['out/roi_latest.json'],
    },
    TIMES,
  );
const NO_LOSS = { signals: { notes: ['loss_missing'] } };

describe('roiReport', () => {
  it('of three reports without a blocker is ok', () => {
    expect(roi()).toEqual({
      schema_version: 'roi.v0',
      ...TIMES,
      read_only: true,
      ingest_ok: true,
      ok: true,
      top_blocker: null,
      inputs: { preflight_path: 'p', eval_path: 'e', watch_path: 'w' },
      environment: { nodes_seen: ['a'] },
      preflight_visibility: { gpu_capacity_present: null, device_plugin_present: true, deploy_gpu_request: 4, notes: ['a', 'z'] },
      watch_summary: WATCH,
      opportunity_hours_est: 0.25,
      proposed_actions_count: 2,
      notes: [],
      key_artifacts: ['e', 'l', 'out/roi_latest.json', 'p', 'w'],
    });
  });

  it.each([
    [{ preflight: null, eval: null }, 'preflight_missing_file', false],
    [{ eval: [] }, 'eval_invalid_json_shape', false],
    [{ preflight: { top_blocker: 'x' }, watch: null }, 'watch_missing_file', false],
    [{ preflight: { top_blocker: 'x' }, eval: { top_blocker: 'y' } }, 'x', true],
    [{ eval: { top_blocker: 'y' }, watch: { top_blocker: 'z' } }, 'y', true],
    [{ watch: { top_blocker: 'z' } }, 'z', true],
  ])('of %j is blocked by %s', (over, top_blocker, ingest_ok) => {
    expect(roi(over)).toMatchObject({ ok: false, top_blocker, ingest_ok });
  });

  it.each([
    [{ eval: NO_LOSS, watch: { ...WATCH, proposed_total: 0 } }, 'loss_missing', []],
    [{ last: NO_LOSS, watch: { ...WATCH, proposed_total: 0 } }, 'loss_missing', []],
    [{ eval: NO_LOSS }, null, ['loss_missing']],
    [{ eval: NO_LOSS, watch: { proposed_total: 0, top_blocker: 'z' } }, 'z', ['loss_missing']],
  ])('loss that is missing blocks only when nothing was proposed and nothing else does: %#', (over, top_blocker, notes) => {
    expect(roi(over)).toMatchObject({ top_blocker, notes });
  });

  it.each([
    [
      { last: null, eval: {} },
      { notes: ['last_iteration_report_missing_file'], opportunity_hours_est: null, environment: null },
    ],
    [{ eval: {} }, { environment: { nodes_seen: ['b'] } }],
    [{ watch: null }, { watch_summary: null, opportunity_hours_est: null, notes: [] }],
    [{ watch: { notes: ['synthetic_data'] } }, { notes: ['synthetic_data'] }],
    [{ last: { source: 'synthetic' } }, { notes: ['synthetic_data'] }],
  ])('with the last iteration in case %# says so', (over, expected) => {
    expect(roi(over)).toMatchObject(expected);
  });

  it('is made of whatever the reports hold', () => {
    fc.assert(
      fc.property(fc.object(), fc.jsonValue(), (odd, value) => {
        const all = { ...odd, notes: value, signals: value, environment: value, top_blocker: value };
        const made = roi({ preflight: all, eval: all, watch: all, last: all });
        expect(roiNextSteps(made).length).toBeGreaterThan(0);
        expect(made.ok).toBe(made.top_blocker === null);
      }),
    );
  });
});

describe('roi summary', () => {
  it('has its lines in the order of the contract', () => {
    expect(
      roiLines(roi())
        .map(([key]) => key)
        .join(' '),
    ).toBe(
      'started_at finished_at duration_s ok top_blocker environment.unstable environment.nodes_seen environment.gpu_models_seen ' +
        'preflight.gpu_capacity_present preflight.device_plugin_present preflight.deploy_gpu_request preflight.notes ' +
        'watch.duration_s watch.iterations_done watch.interval_s watch.proposed_total watch.applied_total watch.blocked_total ' +
        'opportunity_hours_est proposed_actions_count',
    );
  });

  it.each([
    ['loss_missing', 2],
    ['gpu_not_in_cluster', 1],
    ['device_plugin_missing', 1],
    ['deploy_not_requesting_gpu', 1],
    ['kubectl_missing', 1],
    // Not a word of the table, but one of every object.
    ['toString', 1],
    [null, 1],
  ])('for %s names %d next steps', (top_blocker, count) => {
    const steps = roiNextSteps({ ...roi(), top_blocker, ok: top_blocker === null });
    expect(steps).toHaveLength(count);
    expect(steps.join()).not.toContain('null');
  });
});
