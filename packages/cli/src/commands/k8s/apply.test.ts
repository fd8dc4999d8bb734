import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FakeCluster, fakeCluster } from '../../testing/fake-cluster.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
beforeAll(() => writeLicence(mk.folder));

const KNOB = 'modekeeper/knob.concurrency';
const knobPatch = (annotations: Record<string, string | null>) => ({
  metadata: { annotations },
  spec: { template: { metadata: { annotations } } },
});
const PATCH = knobPatch({ [KNOB]: '4' });
const plan = (name: string, ...patches: object[]) => {
  writeFileSync(join(mk.folder, name), JSON.stringify(patches.map((patch) => ({ namespace: 'train', name: 'llm', patch }))));
  return name;
};
const verify = (cluster: FakeCluster, file: string, out: string) =>
  mk.run(['k8s', 'verify', '--plan', file, '--out', out], { KUBECTL: cluster.kubectl });
const apply = (cluster: FakeCluster, file: string, out: string, more: string[] = [], env = {}) =>
  mk.run(['k8s', 'apply', '--plan', file, '--out', out, ...more], { KUBECTL: cluster.kubectl, ...env });
const report = (out: string) => mk.json<Record<string, unknown>>(`${out}/k8s_apply_latest.json`);
const events = (out: string) =>
  mk
    .text(`${out}/explain.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> });

describe('mk k8s apply', () => {
  it('applies a verified plan, checks it, and says so in every field', async () => {
    const cluster = fakeCluster({ concurrency: 8 });
    const file = plan('plan.json', PATCH);
    await verify(cluster, file, 'r');
    const before = cluster.calls().length;
    expect(await apply(cluster, file, 'r')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(cluster.calls().slice(before)).toEqual([
      '-n train get deployment/llm -o json',
      '-n train get deployment/llm -o json',
      `-n train patch deployment/llm --type merge -p ${JSON.stringify(PATCH)}`,
      '-n train get deployment/llm -o json',
      '-n train rollout status deployment/llm --timeout=300s',
    ]);
    const { plan_sha256 } = mk.json<{ plan_sha256: string }>('r/k8s_verify_latest.json');
    const item = {
      namespace: 'train',
      name: 'llm',
      object: 'deployment/llm',
      patch: PATCH,
      attempted: true,
      ok: true,
      rc: 0,
      stderr: '',
      reason: 'applied',
    };
    const times = {
      started_at: expect.stringMatching(/^\d{4}-.*Z$/),
      finished_at: expect.stringMatching(/^\d{4}-.*Z$/),
      duration_s: expect.any(Number),
    };
    const shared = {
      schema_version: 'v0',
      ...times,
      out_dir: 'r',
      apply_requested: true,
      dry_run: false,
      plan_sha256,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      objects: [{ namespace: 'train', name: 'llm', kind: 'Deployment' }],
      k8s_plan_path: file,
    };
    const gates = ['kill_switch', 'license', 'verify', 'passport', 'approval'].map((gate) => ({ gate, ok: true, reason: null }));
    expect(report('r')).toEqual({
      ...shared,
      mode: 'apply',
      k8s_plan_items: 1,
      ok: true,
      block_reason: null,
      reason: null,
      would_apply: true,
      paid_enabled: true,
      kill_switch_active: false,
      kill_switch_signal: null,
      license_path: './modekeeper.license.json',
      license_ok: true,
      license_reason: 'ok',
      license_expires_at: expect.any(Number),
      entitlements_summary: ['apply'],
      verify_ok: true,
      k8s_verify_report_path: 'r/k8s_verify_latest.json',
      passport_id: null,
      checks: { gates, items: [item] },
      items: [item],
      verify_after_apply_verdict: 'pass',
      rollback_verdict: 'not_run',
      notes: [],
    });
    const check = (verdict: string) => ({ verdict, detail: null });
    expect(mk.json('r/verify_after_apply_latest.json')).toEqual({
      ...shared,
      mode: 'verify_after_apply',
      k8s_apply_report_path: 'r/k8s_apply_latest.json',
      verdict: 'pass',
      ok: true,
      reasons: [],
      checks: {
        items: [
          {
            namespace: 'train',
            name: 'llm',
            object: 'deployment/llm',
            values: check('pass'),
            rollout: check('pass'),
            telemetry: check('not_run'),
          },
        ],
      },
    });
    expect(mk.json('r/rollback_plan_latest.json')).toEqual({
      schema_version: 'rollback_plan.v1',
      mode: 'executable',
      from_verify_report: 'r/k8s_verify_latest.json',
      plan_sha256,
      items: [
        {
          kind: 'Deployment',
          namespace: 'train',
          name: 'llm',
          uid: 'uid-1',
          patch: knobPatch({ [KNOB]: '8' }),
          preimage_sha256: mk.json<{ checks: { items: [{ preimage: { sha256: string } }] } }>('r/k8s_verify_latest.json').checks
            .items[0].preimage.sha256,
        },
      ],
    });
    expect(mk.json('r/policy_bundle_latest.json')).toMatchObject({
      policy: { id: 'external_plan' },
      inputs: { passport_id: null },
      rollback: {
        mode: 'executable',
        from_verify_report: 'r/k8s_verify_latest.json',
        rollback_plan_path: 'r/rollback_plan_latest.json',
      },
    });
    const stamp = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(mk.json('r/apply_state.json')).toEqual({
      schema_version: 'apply_state.v0',
      targets: {
        'train/llm': {
          knobs: { concurrency: { value: 4, last_changed_at: stamp } },
          changes: [{ ts: stamp, knob: 'concurrency' }],
        },
      },
    });
    expect(() => mk.text('r/rollback_attempt_latest.json')).toThrow(/ENOENT/);
    expect(events('r').map(({ event, payload }) => [event, payload])).toEqual([
      ['k8s_apply_start', { plan: file, out: 'r', force: false }],
      ['k8s_apply_item_start', { index: 0, namespace: 'train', name: 'llm' }],
      ['k8s_apply_item_result', { index: 0, ok: true, rc: 0, reason: 'applied' }],
      ['verify_after_apply_report', { path: 'r/verify_after_apply_latest.json', verdict: 'pass' }],
      ['k8s_apply_report', { path: 'r/k8s_apply_latest.json' }],
    ]);
  });
});
