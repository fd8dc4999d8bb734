import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyScene, knobPatch } from '../../testing/apply-scene.ts';
import { type Closed, expectBlocked } from '../../testing/expect-blocked.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const inFolder = (path: string, text: string) => {
  writeFileSync(join(mk.folder, path), text);
  return path;
};
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

beforeEach(() => writeLicence(mk.folder));

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
    inFolder(`${scene.out}/apply_state.json`, state(changed(0)));
    await expectBlocked(scene, closed('cooldown_active', []));
    inFolder(`${scene.out}/apply_state.json`, state(changed(45)));
    const slow = passport('slow', {}, { cooldown_s: 3_600 });
    await expectBlocked(scene, closed('cooldown_active', ['--passport', slow]));
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
