import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ApplyScene, applyScene, knobPatch } from '../../testing/apply-scene.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const inFolder = (path: string, text: string) => {
  writeFileSync(join(mk.folder, path), text);
  return path;
};
const home = () => join(mk.folder, 'home', '.config', 'modekeeper');
const ready = async (patch: object = knobPatch({ concurrency: '4' }), knobs: Record<string, number> = { concurrency: 8 }) => {
  const scene = applyScene(mk, knobs, [patch]);
  await scene.verify();
  return scene;
};
const passport = (name: string, part: Record<string, unknown> = {}, limits: Record<string, unknown> = {}) =>
  inFolder(
    `${name}.json`,
    JSON.stringify({
      schema_version: 'passport.v0',
      name,
      allowed_chords: ['BURST-ABSORB'],
      allowed_actuators: { hot: ['concurrency'], cold: ['dataloader_prefetch_factor', 'grad_accum_steps'] },
      limits: { cooldown_s: 60, max_delta_per_step: 0, relock_stable_intervals: 1, ...limits },
      gates: { apply: true },
      ...part,
    }),
  );

type Closed = { reason: string; gate: string; line: string | RegExp; more?: string[]; env?: Record<string, string> };

/** Blocked by exactly this gate: nothing was sent, and every artifact says so. */
async function expectBlocked(scene: ApplyScene, { env = {}, gate, line, more = [], reason }: Closed) {
  const { code, stderr, stdout } = await scene.apply(more, env);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd()).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  expect(stderr.split('\n')).toHaveLength(2);
  expect(scene.cluster.patches()).toEqual([]);
  const report = scene.report();
  expect(report).toMatchObject({ ok: false, block_reason: reason, reason, would_apply: false, rollback_verdict: 'not_run' });
  expect(report.checks.gates.at(-1)).toEqual({ gate, ok: false, reason });
  expect(report.checks.gates.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  expect(report.items.map(({ attempted, ok, reason: why }) => [attempted, ok, why])).toEqual([[false, null, reason]]);
  const events = scene.events();
  expect(events.map(({ event }) => event)).toEqual(['k8s_apply_start', 'k8s_apply_blocked', 'k8s_apply_report']);
  expect(events[1]?.payload).toMatchObject({ reason, details: { feature: 'k8s apply' } });
  expect(scene.artifact('policy_bundle_latest.json')).toMatchObject({ policy: { id: 'external_plan' } });
  expect(() => scene.artifact('verify_after_apply_latest.json')).toThrow(/ENOENT/);
  return report;
}

beforeEach(() => writeLicence(mk.folder));

describe('gate 1, kill switch: nothing is sent', () => {
  const words = 'ERROR: MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations';
  it.each([
    ['by the variable', { MODEKEEPER_KILL_SWITCH: '1' }, 'env:MODEKEEPER_KILL_SWITCH', words],
    ['by any other word', { MODEKEEPER_KILL_SWITCH: 'no' }, 'env:MODEKEEPER_KILL_SWITCH', words],
    ['by the file', { MODEKEEPER_KILL_SWITCH_FILE: 'kill' }, 'file:kill', `${words} (signal: file:kill)`],
    [
      'by a file that is not there',
      { MODEKEEPER_KILL_SWITCH_FILE: 'absent' },
      'kill_switch_unreliable',
      `${words} (signal: kill_switch_unreliable)`,
    ],
  ])('%s', async (_name, env, kill_switch_signal, line) => {
    inFolder('kill', ' On ');
    const scene = await ready();
    const report = await expectBlocked(scene, { gate: 'kill_switch', reason: 'kill_switch_active', line, env });
    expect(report).toMatchObject({
      kill_switch_active: true,
      kill_switch_signal,
      license_ok: null,
      license_path: null,
      verify_ok: null,
      paid_enabled: false,
    });
    // The report in use has all pre-images, so that the way back is written all the same.
    expect(scene.artifact('rollback_plan_latest.json')).toMatchObject({ items: [{ patch: knobPatch({ concurrency: '8' }) }] });
  });

  it('is off by the words for it', async () => {
    const scene = await ready();
    expect(await scene.apply([], { MODEKEEPER_KILL_SWITCH: ' OFF ' })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('gate 2, licence: nothing is sent', () => {
  const missing =
    'ERROR: apply blocked: license_missing (use --license-path, MODEKEEPER_LICENSE_PATH, or ./modekeeper.license.json)';

  it('without one: a licence in the home folder is none', async () => {
    const scene = await ready();
    renameSync(join(mk.folder, 'modekeeper.license.json'), join(home(), 'license.json'));
    const report = await expectBlocked(scene, { gate: 'license', reason: 'license_missing', line: missing });
    expect(report).toMatchObject({ license_ok: false, license_path: null, verify_ok: null });
    expect(await scene.apply([], { MODEKEEPER_LICENSE_PATH: 'home/.config/modekeeper/license.json' })).toMatchObject({ code: 0 });
    expect(scene.report()).toMatchObject({ license_path: 'home/.config/modekeeper/license.json', paid_enabled: true });
  });

  it('with one that was changed, or is not there', async () => {
    const scene = await ready();
    const changed = { ...mk.json<object>('modekeeper.license.json'), org: 'Somebody else' };
    inFolder('changed.json', JSON.stringify(changed));
    const line = 'ERROR: apply blocked: license_invalid';
    for (const path of ['changed.json', 'absent.json']) {
      const more = ['--license-path', path];
      const report = await expectBlocked(scene, { gate: 'license', reason: 'license_invalid', line, more });
      expect(report).toMatchObject({ license_path: path, license_ok: false });
    }
  });

  it('with one that expired, lacks the entitlement, or belongs to another cluster', async () => {
    const scene = await ready();
    await writeLicence(mk.folder, { expires_at: Math.floor(Date.now() / 1_000) - 1 }, 'expired.json');
    await writeLicence(mk.folder, { entitlements: ['observe'] }, 'observe.json');
    for (const [path, reason] of [
      ['expired.json', 'license_expired'],
      ['observe.json', 'entitlement_missing'],
    ] as const) {
      const line = new RegExp(`^ERROR: apply blocked: ${reason}`);
      await expectBlocked(scene, { gate: 'license', reason, line, more: ['--license-path', path] });
    }
  });

  it('without a revocation list, or without roots', async () => {
    const scene = await ready();
    rmSync(join(home(), 'revocation_list.json'));
    const stale = {
      gate: 'license',
      reason: 'license_revocation_stale',
      line: /^ERROR: apply blocked: license_revocation_stale/,
    };
    await expectBlocked(scene, stale);
    rmSync(join(home(), 'license_public_keys.json'));
    await expectBlocked(scene, { gate: 'license', reason: 'license_invalid', line: 'ERROR: apply blocked: license_invalid' });
  });
});

describe('gate 3, verify: nothing is sent', () => {
  const required = 'ERROR: verify_ok=true is required for apply/mutate operations';
  const stale = { gate: 'verify', reason: 'verify_stale', line: /^ERROR: apply blocked: verify_stale \(.*\)$/ };
  const REPORT = 'k8s_verify_latest.json';
  const at = (offset_s: number) => `${new Date(Date.now() + offset_s * 1_000).toISOString().slice(0, 19)}Z`;

  it('without a report, or with one that is none or failed; --force changes nothing', async () => {
    const scene = applyScene(mk, { concurrency: 8 }, [knobPatch({ concurrency: '4' })]);
    const more = ['--force'];
    const report = await expectBlocked(scene, { gate: 'verify', reason: 'verify_missing', line: required, more });
    expect(report).toMatchObject({ verify_ok: null, k8s_verify_report_path: null, paid_enabled: true });
    inFolder(`${scene.out}/${REPORT}`, '{');
    await expectBlocked(scene, { gate: 'verify', reason: 'verify_failed', line: required, more });
    scene.cluster.before("*'--dry-run=server'*", 'exit 1');
    await scene.verify();
    const failed = await expectBlocked(scene, { gate: 'verify', reason: 'verify_failed', line: required, more });
    expect(failed).toMatchObject({ verify_ok: false, k8s_verify_report_path: `${scene.out}/${REPORT}` });
    expect(() => scene.artifact('rollback_plan_latest.json')).toThrow(/ENOENT/);
  });

  type Edit = (report: Record<string, unknown>) => void;
  const rows = (report: Record<string, unknown>) =>
    (report.checks as { items: { name: string; preimage: { values: Record<string, string> } | null }[] }).items;
  it.each<[string, Edit]>([
    ['older than ten minutes', (report) => Object.assign(report, { finished_at: at(-602) })],
    ['from the future', (report) => Object.assign(report, { finished_at: at(60) })],
    ['without a time', (report) => Object.assign(report, { finished_at: null })],
    ['of another plan', (report) => Object.assign(report, { plan_sha256: '0'.repeat(64) })],
    ['without its pre-image', (report) => Object.assign(rows(report)[0] ?? {}, { preimage: null })],
    ['whose pre-image was changed by hand', (report) => Object.assign(rows(report)[0]?.preimage ?? {}, { uid: 'uid-2' })],
    ['whose pre-image lacks a leaf', (report) => Object.assign(rows(report)[0]?.preimage ?? {}, { values: {} })],
    ['of another object', (report) => Object.assign(rows(report)[0] ?? {}, { name: 'other' })],
    ['without items', (report) => Object.assign(report, { checks: {} })],
  ])('with a report %s', async (_name, edit) => {
    const scene = await ready();
    scene.edit(REPORT, edit);
    await expectBlocked(scene, { ...stale, more: ['--force'] });
    expect(() => scene.artifact('rollback_plan_latest.json')).toThrow(/ENOENT/);
  });

  it('when somebody changed the value since, recreated the object, or it cannot be read', async () => {
    for (const lines of [
      `sed 's/"8"/"9"/' deployment.json; exit`,
      `sed 's/uid-1/uid-2/' deployment.json; exit`,
      "echo 'Error from server (Forbidden): no' >&2; exit 1",
      'echo nonsense; exit',
    ]) {
      const scene = await ready();
      scene.cluster.before("*'get deployment/llm -o json'", lines);
      await expectBlocked(scene, stale);
    }
  });

  it('takes the report that a closed loop made, by its own path, seen from here or from its folder', async () => {
    for (const named of ['elsewhere/k8s_verify_latest.json', '../elsewhere/k8s_verify_latest.json', 'absolute']) {
      const scene = applyScene(mk, { concurrency: 8 }, [knobPatch({ concurrency: '4' })]);
      await mk.run(['k8s', 'verify', '--plan', scene.plan, '--out', 'elsewhere'], { KUBECTL: scene.cluster.kubectl });
      const path = named === 'absolute' ? join(mk.folder, 'elsewhere', REPORT) : named;
      mkdirSync(join(mk.folder, scene.out));
      inFolder(`${scene.out}/closed_loop_latest.json`, JSON.stringify({ k8s_verify_report_path: path }));
      expect(await scene.apply()).toMatchObject({ code: 0, stderr: '' });
    }
    const scene = applyScene(mk, { concurrency: 8 }, [knobPatch({ concurrency: '4' })]);
    mkdirSync(join(mk.folder, scene.out));
    inFolder(`${scene.out}/closed_loop_latest.json`, JSON.stringify({ k8s_verify_report_path: 'gone.json' }));
    await expectBlocked(scene, { gate: 'verify', reason: 'verify_missing', line: required });
  });
});

describe('gate 4, passport: nothing is sent', () => {
  const closed = (reason: string, more: string[]): Closed => ({
    gate: 'passport',
    reason,
    line: new RegExp(`^ERROR: apply blocked: ${reason} \\(.*\\)$`),
    more,
  });

  it('when one is demanded, by flag or licence, and none is there', async () => {
    await expectBlocked(await ready(), closed('passport_missing', ['--require-passport']));
    await writeLicence(mk.folder, { require_passport: true }, 'demanding.json');
    await expectBlocked(await ready(), closed('passport_missing', ['--license-path', 'demanding.json']));
  });

  it('when it does not let anything be applied, as every template', async () => {
    const report = await expectBlocked(await ready(), closed('passport_apply_disabled', ['--passport', 'safe']));
    expect(report).toMatchObject({ passport_id: 'safe' });
  });

  const to = (knob: string, value: string | null) => knobPatch({ [knob]: value });
  it.each<[string, string, object, string]>([
    ['no chord of it touches the knob', 'chord_not_allowed', to('grad_accum_steps', '2'), passport('plain')],
    ['it does not allow the knob', 'actuator_not_allowed', to('microbatch_size', '16'), passport('plain')],
    ['the plan touches something else', 'actuator_not_allowed', { spec: { replicas: 0 } }, passport('plain')],
    ['the plan removes all annotations', 'actuator_not_allowed', { metadata: { annotations: null } }, passport('plain')],
    ['the plan removes the whole template', 'actuator_not_allowed', { spec: { template: null } }, passport('plain')],
    ['the target is above the bounds of it', 'knob_out_of_bounds', to('concurrency', '65'), passport('plain')],
    [
      'only the copy on the object is above them',
      'knob_out_of_bounds',
      { ...to('concurrency', '4'), metadata: { annotations: { 'modekeeper/knob.concurrency': '65' } } },
      passport('plain'),
    ],
    ['the target is no whole number', 'knob_out_of_bounds', to('concurrency', '4.0'), passport('plain')],
    ['the step is too large', 'max_delta_exceeded', to('concurrency', '4'), passport('steps', {}, { max_delta_per_step: 3 })],
    [
      'the step from the initial value is too large',
      'max_delta_exceeded',
      to('dataloader_prefetch_factor', '4'),
      passport('steps', {}, { max_delta_per_step: 1 }),
    ],
    [
      'now is in a freeze window',
      'freeze_window',
      to('concurrency', '4'),
      passport('frozen', {}, { freeze_windows: [{ start: '2020-01-01T00:00:00Z', end: '2999-01-01T00:00:00Z' }] }),
    ],
  ])('when %s', async (_name, reason, patch, file) => {
    await expectBlocked(await ready(patch), closed(reason, ['--passport', file]));
  });

  it.each<[string, string, object]>([
    ['the registry does not know the knob', 'actuator_not_allowed', to('learning_rate', '1')],
    ['the target is outside the registry', 'knob_out_of_bounds', to('concurrency', '0')],
    ['the target is a number and no text', 'knob_out_of_bounds', knobPatch({ concurrency: 4 as unknown as string })],
  ])('without one, when %s', async (_name, reason, patch) => {
    await expectBlocked(await ready(patch), closed(reason, []));
  });

  const state = (knobs: object, more: object = {}) =>
    JSON.stringify({ schema_version: 'apply_state.v0', targets: { 'train/llm': { knobs, changes: [], ...more } } });
  const changed = (ago_s: number) => ({
    concurrency: { value: 8, last_changed_at: new Date(Date.now() - ago_s * 1_000).toISOString() },
  });

  it("when the knob was changed within the cooldown: the passport's, else thirty seconds", async () => {
    const scene = await ready();
    inFolder(`${scene.out}/apply_state.json`, state(changed(20)));
    await expectBlocked(scene, closed('cooldown_active', []));
    inFolder(`${scene.out}/apply_state.json`, state(changed(45)));
    await expectBlocked(scene, closed('cooldown_active', ['--passport', passport('plain')]));
    expect(await scene.apply()).toMatchObject({ code: 0 });
  });

  it('when the target is withheld, or the record of changes cannot be read', async () => {
    for (const text of [state({}, { quarantine: { since: '2026-01-01T00:00:00Z', reason: 'rollback_failed' } }), '{', '[]']) {
      const scene = await ready();
      inFolder(`${scene.out}/apply_state.json`, text);
      await expectBlocked(scene, closed('quarantine_active', []));
    }
    const cleared = await ready();
    inFolder(`${cleared.out}/apply_state.json`, state({}, { quarantine: null }));
    expect(await cleared.apply()).toMatchObject({ code: 0 });
    const annotated = applyScene(mk, { concurrency: 8 }, [knobPatch({ concurrency: '4' })]);
    annotated.cluster.before(
      "*'get deployment/llm -o json'",
      `sed 's/"annotations":{/&"modekeeper\\/quarantine":"yes",/' deployment.json; exit`,
    );
    await annotated.verify();
    await expectBlocked(annotated, closed('quarantine_active', []));
  });

  it('a removal is bound by neither bounds nor step', async () => {
    const scene = await ready(to('concurrency', null));
    expect(await scene.apply(['--passport', passport('steps', {}, { max_delta_per_step: 1 })])).toMatchObject({ code: 0 });
    expect(scene.cluster.knobs()).toEqual({});
  });
});

describe('gate 5, approval: nothing is sent', () => {
  const closed: Closed = {
    gate: 'approval',
    reason: 'approval_required',
    line: /^ERROR: apply blocked: approval_required \(.*--approve-advanced\)$/,
  };

  it('to a knob that must be asked for, set or removed, without --approve-advanced', async () => {
    const sets = await ready(knobPatch({ timeout_ms: '6000' }), { timeout_ms: 5000 });
    await expectBlocked(sets, closed);
    expect(await sets.apply(['--approve-advanced'])).toMatchObject({ code: 0, stderr: '' });
    expect(sets.cluster.knobs()).toEqual({ 'modekeeper/knob.timeout_ms': '6000' });
    await expectBlocked(await ready(knobPatch({ comm_bucket_mb: '64' })), closed);
    // Whatever surrounds the knob: it is the effect that counts.
    await expectBlocked(await ready({ metadata: { annotations: null } }, { timeout_ms: 5000 }), closed);
  });
});

it('of several closed gates the first gives the reason', async () => {
  const scene = await ready(knobPatch({ timeout_ms: '99' }));
  const line = /kill/i;
  await expectBlocked(scene, {
    gate: 'kill_switch',
    reason: 'kill_switch_active',
    line,
    env: { MODEKEEPER_KILL_SWITCH: '1' },
    more: ['--license-path', 'absent.json', '--require-passport'],
  });
  scene.edit('k8s_verify_latest.json', (report) => Object.assign(report, { ok: false }));
  const more = ['--license-path', 'absent.json', '--require-passport'];
  await expectBlocked(scene, { gate: 'license', reason: 'license_invalid', line: /license/, more });
  await expectBlocked(scene, { gate: 'verify', reason: 'verify_failed', line: /verify/, more: ['--require-passport'] });
  await scene.verify();
  await expectBlocked(scene, { gate: 'passport', reason: 'passport_missing', line: /passport/, more: ['--require-passport'] });
  await expectBlocked(scene, { gate: 'passport', reason: 'knob_out_of_bounds', line: /bounds/ });
});
