import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyScene,
  CALLS,
  concurrencyPatch,
  DENIED,
  FORBIDDEN,
  knobPatch,
  knobsOf,
  ledgerShape,
  prefetchPatch,
  verifiedScene,
} from '../../testing/apply-scene.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();

beforeEach(() => writeLicence(mk.folder));

describe('a patch that fails', () => {
  it('denied: said with the rule that is missing; nothing was changed, so nothing is taken back or remembered', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.patch, DENIED);
    const { code, stderr } = await scene.apply();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ERROR: apply failed at deployment llm in train \(failed: .*nothing was changed\n$/);
    expect(scene.report()).toMatchObject({
      ok: false,
      block_reason: null,
      would_apply: true,
      items: [{ attempted: true, ok: false, rc: 1, stderr: FORBIDDEN, reason: 'failed' }],
      details: {
        rbac: {
          user: 'ci',
          verb: 'patch',
          resource: 'deployments',
          api_group: 'apps',
          namespace: 'train',
          name: 'llm',
          scope: 'namespaced',
          suggested_rule: { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] },
        },
      },
      verify_after_apply_verdict: 'not_run',
      rollback_verdict: 'not_run',
    });
    expect(ledgerShape(scene)).toEqual({ knobs: {}, changes: [], quarantine: null });
    for (const name of ['verify_after_apply_latest.json', 'rollback_attempt_latest.json'])
      expect(() => scene.artifact(name)).toThrow(/ENOENT/);
  });

  it('the second of three: the first is taken back at once, the third never sent', async () => {
    const scene = applyScene(mk, { concurrency: 8, dataloader_prefetch_factor: 2, grad_accum_steps: 4 }, [
      concurrencyPatch('4'),
      prefetchPatch('3'),
      knobPatch({ grad_accum_steps: '5' }),
    ]);
    await scene.verify();
    scene.cluster.before("*'dataloader_prefetch_factor'*", DENIED);
    const calls = scene.cluster.calls().length;
    expect((await scene.apply()).code).toBe(1);
    expect(scene.sent()).toEqual([concurrencyPatch('4'), concurrencyPatch('8')]);
    expect(scene.reasons()).toEqual(['rolled_back', 'failed', 'not_attempted']);
    expect(scene.cluster.calls().slice(calls).join('\n')).not.toContain('rollout status');
    expect(scene.artifact('verify_after_apply_latest.json')).toMatchObject({
      verdict: 'pass',
      checks: { items: [{ values: { verdict: 'pass' }, rollout: { verdict: 'not_run' }, telemetry: { verdict: 'not_run' } }] },
    });
    expect(scene.artifact('rollback_attempt_latest.json')).toEqual({
      schema_version: 'v0',
      started_at: expect.any(String),
      finished_at: expect.any(String),
      duration_s: expect.any(Number),
      out_dir: scene.out,
      mode: 'rollback',
      apply_requested: true,
      dry_run: false,
      trigger: 'apply_item_failed',
      rollback_plan_path: `${scene.out}/rollback_plan_latest.json`,
      plan_sha256: scene.report().plan_sha256,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      objects: [{ namespace: 'train', name: 'llm', kind: 'Deployment' }],
      block_reason: null,
      verdict: 'pass',
      ok: true,
      checks: {
        items: [
          {
            namespace: 'train',
            name: 'llm',
            object: 'deployment/llm',
            attempted: true,
            ok: true,
            rc: 0,
            stderr: '',
            values_restored: true,
          },
        ],
      },
    });
    expect(
      scene.events().map(({ event, payload }) => [event, payload.reason ?? payload.verdict ?? payload.trigger ?? null]),
    ).toEqual([
      ['k8s_apply_start', null],
      ['k8s_apply_item_start', null],
      ['k8s_apply_item_result', 'applied'],
      ['k8s_apply_item_start', null],
      ['k8s_apply_item_result', 'failed'],
      ['rollback_start', 'apply_item_failed'],
      ['rollback_item_result', null],
      ['verify_after_apply_report', 'pass'],
      ['rollback_report', 'pass'],
      ['k8s_apply_report', null],
    ]);
  });

  it('is never begun when the change cannot be recorded: a crash must not lose a cooldown', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.read, `mkdir -p '${join(mk.folder, scene.out, 'apply_state.json')}'`);
    const { code, stderr } = await scene.apply();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ERROR: .*apply_state\.json.*\n$/);
    expect(scene.sent()).toEqual([]);
    expect(scene.reasons()).toEqual(['failed']);
  });
});

describe('an answer that was lost', () => {
  const LOST = "echo 'error: unexpected EOF' >&2; exit 1";

  it('counts by what the object holds: stored is applied', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.patch, `"${process.execPath}" merge.cjs deployment.json "$last"; ${LOST}`);
    expect((await scene.apply()).code).toBe(0);
    expect(scene.report().items).toMatchObject([{ attempted: true, ok: true, rc: 1, reason: 'applied' }]);
    expect(knobsOf(scene)).toEqual(['4', '2']);
  });

  it('not stored is failed, and is looked at once more when the plan is taken back', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.patch, LOST);
    expect((await scene.apply()).code).toBe(1);
    expect(scene.reasons()).toEqual(['failed']);
    expect(scene.artifact('rollback_attempt_latest.json')).toMatchObject({
      verdict: 'pass',
      checks: { items: [{ attempted: false, ok: true, values_restored: true }] },
    });
  });

  it('unreadable is unknown: the target is withheld until somebody looked', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.read, `[ -e lost ] && { echo 'Unable to connect to the server: EOF' >&2; exit 1; }; true`);
    scene.cluster.before(CALLS.patch, `touch lost; ${LOST}`);
    expect((await scene.apply()).code).toBe(1);
    expect(scene.report().items).toMatchObject([{ attempted: true, ok: null, rc: 1, reason: 'unknown' }]);
    expect(scene.report()).toMatchObject({ verify_after_apply_verdict: 'inconclusive', rollback_verdict: 'inconclusive' });
    expect(ledgerShape(scene)?.quarantine?.reason).toBe('rollback_failed');
  });
});
