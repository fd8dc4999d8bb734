import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { concurrencyPatch, verifiedScene } from '../../testing/apply-scene.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
beforeAll(() => writeLicence(mk.folder));

const PATCH = concurrencyPatch('4');
describe('mk k8s apply', () => {
  it('applies a verified plan, checks it, and says so in every field', async () => {
    const scene = await verifiedScene(mk);
    const { artifact, cluster, out, plan } = scene;
    const before = cluster.calls().length;
    expect(await scene.apply()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(cluster.calls().slice(before)).toEqual([
      '-n train get deployment/llm -o json',
      '-n train get deployment/llm -o json',
      `-n train patch deployment/llm --type merge -p ${JSON.stringify(PATCH)}`,
      '-n train get deployment/llm -o json',
      '-n train rollout status deployment/llm --timeout=300s',
    ]);
    const { plan_sha256 } = artifact<{ plan_sha256: string }>('k8s_verify_latest.json');
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
      out_dir: out,
      apply_requested: true,
      dry_run: false,
      plan_sha256,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      objects: [{ namespace: 'train', name: 'llm', kind: 'Deployment' }],
      k8s_plan_path: plan,
    };
    const gates = ['kill_switch', 'license', 'verify', 'passport', 'approval'].map((gate) => ({ gate, ok: true, reason: null }));
    expect(scene.report()).toEqual({
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
      k8s_verify_report_path: `${out}/k8s_verify_latest.json`,
      passport_id: null,
      checks: { gates, items: [item] },
      items: [item],
      verify_after_apply_verdict: 'pass',
      rollback_verdict: 'not_run',
      notes: [],
    });
    const check = (verdict: string) => ({ verdict, detail: null });
    expect(artifact('verify_after_apply_latest.json')).toEqual({
      ...shared,
      mode: 'verify_after_apply',
      k8s_apply_report_path: `${out}/k8s_apply_latest.json`,
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
    expect(artifact('rollback_plan_latest.json')).toEqual({
      schema_version: 'rollback_plan.v1',
      mode: 'executable',
      from_verify_report: `${out}/k8s_verify_latest.json`,
      plan_sha256,
      items: [
        {
          kind: 'Deployment',
          namespace: 'train',
          name: 'llm',
          uid: 'uid-1',
          patch: concurrencyPatch('8'),
          preimage_sha256: artifact<{ checks: { items: [{ preimage: { sha256: string } }] } }>('k8s_verify_latest.json').checks
            .items[0].preimage.sha256,
        },
      ],
    });
    expect(artifact('policy_bundle_latest.json')).toMatchObject({
      policy: { id: 'external_plan' },
      inputs: { passport_id: null },
      rollback: {
        mode: 'executable',
        from_verify_report: `${out}/k8s_verify_latest.json`,
        rollback_plan_path: `${out}/rollback_plan_latest.json`,
      },
    });
    const stamp = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(artifact('apply_state.json')).toEqual({
      schema_version: 'apply_state.v0',
      targets: {
        'train/llm': {
          knobs: { concurrency: { value: 4, last_changed_at: stamp } },
          changes: [{ ts: stamp, knob: 'concurrency', chord: null }],
          quarantine: null,
        },
      },
    });
    expect(() => artifact('rollback_attempt_latest.json')).toThrow(/ENOENT/);
    expect(scene.events().map(({ event, payload }) => [event, payload])).toEqual([
      ['k8s_apply_start', { plan, out, force: false }],
      ['k8s_apply_item_start', { index: 0, namespace: 'train', name: 'llm' }],
      ['k8s_apply_item_result', { index: 0, ok: true, rc: 0, reason: 'applied' }],
      ['verify_after_apply_report', { path: `${out}/verify_after_apply_latest.json`, verdict: 'pass' }],
      ['k8s_apply_report', { path: `${out}/k8s_apply_latest.json` }],
    ]);
  });

  it('keeps a twin of each report', async () => {
    const scene = await verifiedScene(mk);
    await scene.apply();
    const names = readdirSync(join(mk.folder, scene.out));
    for (const prefix of ['k8s_apply', 'verify_after_apply']) {
      const [twin = ''] = names.filter((name) => new RegExp(`^${prefix}_\\d{8}_\\d{6}\\.json$`).test(name));
      expect(scene.artifact(twin)).toEqual(scene.artifact(`${prefix}_latest.json`));
    }
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
