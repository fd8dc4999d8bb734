import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyScene,
  CALLS,
  concurrencyPatch,
  DENIED,
  FORBIDDEN,
  knobsOf,
  ledgerShape,
  prefetchPatch,
  TWO,
  verifiedScene,
} from '../../testing/apply-scene.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();

beforeEach(() => writeLicence(mk.folder));

describe('a check after applying that does not pass', () => {
  it('rollout not complete in time: the change is taken back', async () => {
    const scene = await verifiedScene(mk, TWO);
    scene.cluster.before(CALLS.rollout, "echo 'error: timed out waiting for the condition' >&2; exit 1");
    const { code, stderr } = await scene.apply(['--rollout-timeout', '90s']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ERROR: apply failed its check afterwards \(error: timed out.*everything was taken back\n$/);
    expect(scene.cluster.calls()).toContain('-n train rollout status deployment/llm --timeout=90s');
    expect(scene.sent()).toEqual([concurrencyPatch('4'), prefetchPatch('3'), prefetchPatch('2'), concurrencyPatch('8')]);
    expect(knobsOf(scene)).toEqual(['8', '2']);
    expect(scene.reasons()).toEqual(['rolled_back', 'rolled_back']);
    expect(scene.report()).toMatchObject({ ok: false, verify_after_apply_verdict: 'fail', rollback_verdict: 'pass' });
    expect(scene.artifact('verify_after_apply_latest.json')).toMatchObject({
      verdict: 'fail',
      ok: false,
      reasons: ['rollout:train/llm', 'rollout:train/llm'],
    });
    expect(scene.artifact('rollback_attempt_latest.json')).toMatchObject({
      trigger: 'verify_after_apply_failed',
      verdict: 'pass',
    });
  });

  it('rollout that nobody can tell of: the change is taken back too', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.rollout, "echo 'Unable to connect to the server: dial tcp: i/o timeout' >&2; exit 1");
    expect((await scene.apply()).code).toBe(1);
    expect(knobsOf(scene)).toEqual(['8', '2']);
    expect(scene.report()).toMatchObject({ verify_after_apply_verdict: 'inconclusive', rollback_verdict: 'pass' });
    expect(scene.artifact('rollback_attempt_latest.json')).toMatchObject({ trigger: 'verify_after_apply_inconclusive' });
  });

  it('values that were not stored: there is nothing to send to take it back', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.patch, 'exit 0');
    expect((await scene.apply()).code).toBe(1);
    expect(scene.artifact('verify_after_apply_latest.json')).toMatchObject({
      reasons: ['values:train/llm'],
      checks: { items: [{ values: { verdict: 'fail', detail: expect.stringContaining('"8" instead of "4"') } }] },
    });
    expect(scene.report()).toMatchObject({ rollback_verdict: 'pass' });
  });

  it('what somebody else set meanwhile is left alone, and said', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.rollout, `sed -i 's/concurrency":"4"/concurrency":"6"/g' deployment.json; exit 1`);
    expect((await scene.apply()).code).toBe(1);
    expect(knobsOf(scene)).toEqual(['6', '2']);
    expect(scene.sent()).toEqual([concurrencyPatch('4')]);
    expect(scene.artifact('rollback_attempt_latest.json')).toMatchObject({
      verdict: 'fail',
      checks: {
        items: [{ attempted: false, ok: false, values_restored: false, stderr: expect.stringContaining('somebody else') }],
      },
    });
  });

  it('what another run noted in the record meanwhile stays in it', async () => {
    const scene = await verifiedScene(mk);
    const noted = '{"knobs":{},"changes":[],"quarantine":{"since":"2026-01-01T00:00:00Z","reason":"by_hand"}}';
    const file = join(mk.folder, scene.out, 'apply_state.json');
    scene.cluster.before(CALLS.rollout, `sed -i 's#"targets": {#&"train/other":${noted},#' '${file}'; exit 1`);
    expect((await scene.apply()).code).toBe(1);
    expect(scene.artifact('apply_state.json')).toMatchObject({
      targets: { 'train/other': { quarantine: { reason: 'by_hand' } }, 'train/llm': { knobs: { concurrency: { value: 8 } } } },
    });
  });

  it('a rollback that fails withholds the target', async () => {
    const scene = await verifiedScene(mk);
    scene.cluster.before(CALLS.rollout, 'touch denied; exit 1');
    scene.cluster.before(CALLS.patch, `[ -e denied ] && { ${DENIED}; }; true`);
    const { code, stderr } = await scene.apply();
    expect(code).toBe(1);
    expect(stderr).toMatch(/taking it back ended as fail: look at the objects/);
    expect(scene.reasons()).toEqual(['applied']);
    expect(scene.report()).toMatchObject({ rollback_verdict: 'fail' });
    expect(scene.artifact('rollback_attempt_latest.json')).toMatchObject({
      verdict: 'fail',
      checks: { items: [{ attempted: true, ok: false, rc: 1, stderr: FORBIDDEN, values_restored: false }] },
    });
    expect(ledgerShape(scene)?.quarantine?.reason).toBe('rollback_failed');
  });
});

it('the rollback plan is one that verify and apply take: back by hand', async () => {
  const scene = applyScene(mk, {}, [concurrencyPatch('4')]);
  await scene.verify();
  expect((await scene.apply()).code).toBe(0);
  expect(knobsOf(scene)[0]).toBe('4');
  const back = ['--plan', `${scene.out}/rollback_plan_latest.json`, '--out', 'back'];
  for (const verb of ['verify', 'apply'])
    expect(await mk.run(['k8s', verb, ...back], { KUBECTL: scene.cluster.kubectl })).toMatchObject({ code: 0, stderr: '' });
  expect(scene.cluster.knobs()).toEqual({});
});
