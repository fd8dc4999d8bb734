import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { fakeKubectl } from '../../testing/fake-kubectl.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const REPORT = 'report/_license_verify/license_verify_latest.json';
const verify = (more: readonly string[], env: Record<string, string> = {}) =>
  mk.run(['license', 'verify', '--license', 'modekeeper.license.json', ...more], env);
const BOUND = ['--license', 'bound.json', '--trust-chain'];

beforeAll(async () => {
  await writeLicence(mk.folder);
  await writeLicence(mk.folder, { bindings: { kube_context: 'prod' } }, 'bound.json');
});

it('a licence of the chain is ok: exit 0, silence, every field, and what was accepted is kept', async () => {
  expect(await verify(['--trust-chain'])).toEqual({ code: 0, stdout: '', stderr: '' });
  const report = mk.json<{ expiry: number }>(REPORT);
  expect(report).toEqual({
    schema_version: 'license_verify.v0',
    license_ok: true,
    reason: 'ok',
    reason_code: 'ok',
    failure_code: null,
    failure_detail: null,
    kid: 'issuer-1',
    issuer: null,
    license_id: null,
    expiry: expect.any(Number),
    expires_at: report.expiry,
    entitlements: ['apply'],
    entitlements_summary: ['apply'],
    notes: [],
  });
  expect(mk.json('home/.config/modekeeper/trust_state.json')).toEqual({
    schema_version: 'trust_state.v0',
    keyset_version: 1,
    keyset_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    keyset_threshold: 1,
    crl_number: 1,
    last_seen_time: expect.any(Number),
  });
});

it('without the chain the roots are the only keys: the key of an issuer is unknown', async () => {
  const line = 'ERROR: license_invalid: license_unknown_kid (license_kid_not_in_public_key_allowlist)\n';
  expect(await verify([])).toEqual({ code: 2, stdout: '', stderr: line });
  expect(mk.json(REPORT)).toMatchObject({ license_ok: false, kid: 'issuer-1', entitlements: ['apply'] });
});

it('a bound licence asks kubectl, KUBECTL before --kubectl, where it is', async () => {
  const prod = fakeKubectl(mk.folder, 'prod', [{ when: "'config current-context'", stdout: 'prod\n' }]);
  const other = fakeKubectl(mk.folder, 'other', [{ when: "'config current-context'", stdout: 'other\n' }]);
  expect(await verify([...BOUND, '--kubectl', prod.path])).toMatchObject({ code: 0, stderr: '' });
  expect(prod.calls()).toContain('config current-context');
  expect(await verify([...BOUND, '--kubectl', prod.path], { KUBECTL: other.path })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'ERROR: binding_mismatch: license_binding_mismatch (kube_context_binding_mismatch)\n',
  });
});

it('KUBECTL that names a file which cannot be executed is invalid input, where kubectl is asked at all', async () => {
  writeFileSync(join(mk.folder, 'plain'), '');
  chmodSync(join(mk.folder, 'plain'), 0o644);
  expect(await verify(BOUND, { KUBECTL: './plain' })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'ERROR: KUBECTL names ./plain, which is not an executable file; name kubectl itself or leave KUBECTL unset\n',
  });
  expect(await verify(['--trust-chain'], { KUBECTL: './plain' })).toMatchObject({ code: 0 });
});
