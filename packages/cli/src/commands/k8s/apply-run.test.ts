import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyScene,
  CALLS,
  concurrencyPatch,
  knobsOf,
  type LedgerShape,
  ledgerShape,
  TWO,
  verifiedScene,
} from '../../testing/apply-scene.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();

beforeEach(() => writeLicence(mk.folder));

describe('nothing to do', () => {
  it('an empty plan that was verified ends well and sends nothing', async () => {
    const scene = applyScene(mk, {}, []);
    await scene.verify();
    expect(await scene.apply()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(scene.report()).toMatchObject({
      ok: true,
      notes: ['empty_plan'],
      k8s_plan_items: 0,
      k8s_namespace: 'mixed',
      items: [],
      objects: [],
    });
    expect(scene.report().checks.gates.map(({ gate }) => gate)).toEqual(['kill_switch', 'license', 'verify']);
    expect(() => scene.artifact('rollback_plan_latest.json')).toThrow(/ENOENT/);
  });

  it('a plan that the last report says was applied is not sent again, and the way back stays; --force sends it', async () => {
    const scene = await verifiedScene(mk);
    await scene.apply();
    await scene.verify();
    expect(await scene.apply()).toMatchObject({ code: 0, stderr: '' });
    expect(scene.report()).toMatchObject({ ok: true, notes: ['already_applied'], verify_after_apply_verdict: 'not_run' });
    expect(scene.reasons()).toEqual(['not_attempted']);
    expect(scene.sent()).toHaveLength(1);
    expect(scene.artifact('rollback_plan_latest.json')).toMatchObject({ items: [{ patch: concurrencyPatch('8') }] });
    // The cooldown is a gate, which force does not open. (Changed in a time to come, so that no pause of this machine ends it.)
    scene.edit('apply_state.json', ({ targets }) => {
      const ledger = (targets as Record<string, LedgerShape>)['train/llm'];
      Object.assign(ledger ?? {}, { knobs: { concurrency: { value: 4, last_changed_at: '2999-01-01T00:00:00Z' } } });
    });
    expect(await scene.apply(['--force'])).toMatchObject({ code: 2, stderr: expect.stringContaining('cooldown_active') });
    rmSync(join(mk.folder, scene.out, 'apply_state.json'));
    expect(await scene.apply(['--force'])).toMatchObject({ code: 0 });
    expect(scene.sent()).toHaveLength(2);
  });
});

describe('a gate that closes while a plan is being sent', () => {
  it('kill switch before the first patch: blocked, nothing sent', async () => {
    const scene = await verifiedScene(mk);
    writeFileSync(join(mk.folder, 'kill'), 'off');
    scene.cluster.before(CALLS.read, `printf on > '${join(mk.folder, 'kill')}'`);
    const { code, stderr } = await scene.apply([], { MODEKEEPER_KILL_SWITCH_FILE: 'kill' });
    expect([code, stderr]).toEqual([2, 'ERROR: MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations (signal: file:kill)\n']);
    expect(scene.sent()).toEqual([]);
    expect(scene.report()).toMatchObject({ block_reason: 'kill_switch_active', would_apply: false, kill_switch_active: true });
    expect(scene.report().checks.gates[0]).toEqual({ gate: 'kill_switch', ok: false, reason: 'kill_switch_active' });
    expect(scene.reasons()).toEqual(['kill_switch_active']);
    expect(scene.events().map(({ event }) => event)).toContain('k8s_apply_blocked');
  });

  it('kill switch between two items: the second is not sent, nothing is taken back, and the target is withheld', async () => {
    const scene = await verifiedScene(mk, TWO);
    writeFileSync(join(mk.folder, 'kill'), 'off');
    scene.cluster.before(CALLS.patch, `printf on > '${join(mk.folder, 'kill')}'`);
    const { code, stderr } = await scene.apply([], { MODEKEEPER_KILL_SWITCH_FILE: 'kill' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ERROR: apply failed at deployment llm in train \(kill_switch_active: .*not_run.*\n$/);
    expect(scene.sent()).toEqual([concurrencyPatch('4')]);
    expect(knobsOf(scene)).toEqual(['4', '2']);
    expect(scene.report()).toMatchObject({
      ok: false,
      block_reason: 'kill_switch_active',
      would_apply: true,
      kill_switch_active: true,
      kill_switch_signal: 'file:kill',
      rollback_verdict: 'not_run',
    });
    expect(scene.reasons()).toEqual(['applied', 'kill_switch_active']);
    expect(scene.artifact('rollback_attempt_latest.json')).toMatchObject({
      mode: 'rollback',
      trigger: 'apply_item_failed',
      block_reason: 'kill_switch_active',
      verdict: 'not_run',
      ok: false,
      checks: { items: [{ attempted: false, ok: null, values_restored: null }] },
    });
    expect(ledgerShape(scene)).toMatchObject({ quarantine: { reason: 'rollback_failed' } });
    // Also when the cooldown is long over.
    scene.edit('apply_state.json', ({ targets }) =>
      Object.assign((targets as Record<string, LedgerShape>)['train/llm'] ?? {}, { knobs: {} }),
    );
    await scene.verify();
    expect(await scene.apply()).toMatchObject({ code: 2, stderr: expect.stringContaining('quarantine_active') });
  });

  it('a pre-image that somebody changed between two items: the second is not sent, the first is taken back', async () => {
    const scene = await verifiedScene(mk, TWO);
    scene.cluster.before(CALLS.patch, `sed -i 's/prefetch_factor":"2"/prefetch_factor":"5"/g' deployment.json`);
    const { code, stderr } = await scene.apply();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ERROR: apply failed at deployment llm in train \(verify_stale: .*everything was taken back\n$/);
    expect(scene.sent()).toEqual([concurrencyPatch('4'), concurrencyPatch('8')]);
    expect(knobsOf(scene)).toEqual(['8', '5']);
    expect(scene.reasons()).toEqual(['rolled_back', 'verify_stale']);
    expect(scene.report()).toMatchObject({ ok: false, block_reason: 'verify_stale', rollback_verdict: 'pass' });
    expect(ledgerShape(scene)).toMatchObject({ knobs: { concurrency: { value: 8 } } });
    expect(ledgerShape(scene)?.quarantine).toBeNull();
  });
});

describe('an interrupt', () => {
  it('before the first patch: nothing is sent', async () => {
    const scene = await verifiedScene(mk);
    // Once: a second one would end the program at once.
    scene.cluster.before(CALLS.read, '[ -e once ] || { touch once; kill -INT $PPID; }');
    const { code, stderr } = await scene.apply();
    expect([code, stderr]).toEqual([2, 'ERROR: stopped by a signal before anything was sent; nothing was changed\n']);
    expect(scene.sent()).toEqual([]);
    expect(scene.report()).toMatchObject({ ok: false, items: [{ attempted: false, ok: false }] });
  });

  it('after it: the plan comes to its end, as one that was begun', async () => {
    const scene = await verifiedScene(mk, TWO);
    scene.cluster.before("*'knob.concurrency'*", 'kill -INT $PPID');
    expect(await scene.apply()).toMatchObject({ code: 0, stderr: '' });
    expect(scene.sent()).toEqual(TWO);
    expect(scene.report()).toMatchObject({ ok: true, verify_after_apply_verdict: 'pass' });
  });
});
