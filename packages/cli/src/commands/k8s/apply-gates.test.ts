import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyScene, knobPatch } from '../../testing/apply-scene.ts';
import { expectBlocked } from '../../testing/expect-blocked.ts';
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
