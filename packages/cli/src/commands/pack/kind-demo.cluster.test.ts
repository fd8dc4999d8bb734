import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryPath, createClient } from '@modekeeper/cluster';
import { expect, inject, it, onTestFinished } from 'vitest';
import { fakeKind } from '../../testing/fake-kind.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();

it('the kind demo proves its plan on a real API server, and no credential gets into the pack', async () => {
  const admin = createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });
  onTestFinished(async () => {
    // Gone, not going: the next run makes it anew.
    const path = '/api/v1/namespaces/modekeeper-demo';
    await admin.call({ method: 'DELETE', path });
    await expect.poll(async () => (await admin.call({ method: 'GET', path })).status, { timeout: 60_000 }).toBe(404);
    admin.close();
  });
  mkdirSync(join(mk.folder, 'home', '.kube'), { recursive: true });
  writeFileSync(join(mk.folder, 'home', '.kube', 'config'), '');
  const kind = fakeKind(join(mk.folder, 'bin'), { kubeconfig: inject('kubeconfig') });
  const env = { PATH: kind.folder, KUBECTL: binaryPath('kubectl'), MK_PACK_DEMO_KIND: '1' };
  const { code, stderr } = await mk.run(['pack', 'procurement', '--out', 'p'], env);
  expect([code, stderr]).toEqual([0, '']);
  expect(kind.calls().map((call) => call.split(' ')[0])).toEqual(['create', 'delete']);
  expect(mk.json('p/kind_demo/verify/k8s_verify_latest.json')).toMatchObject({
    ok: true,
    k8s_namespace: 'modekeeper-demo',
    k8s_deployment: 'trainer',
    checks: { items: [{ deployment_exists: true, dry_run: { attempted: true, mode: 'server', ok: true } }] },
  });
  expect(mk.text('p/kind_demo/summary.md')).toContain('verify_ok: true\n');
  const { body } = await admin.call({ method: 'GET', path: '/apis/apps/v1/namespaces/modekeeper-demo/deployments/trainer' });
  // Proved, not changed.
  expect(body).not.toContain('modekeeper/knob.');
  expect(mk.text('p/checksums.sha256')).toContain('  ./kind_demo/verify/k8s_verify_latest.json\n');
  const token = inject('adminToken');
  expect(readFileSync(inject('kubeconfig'), 'utf8')).toContain(token);
  for (const line of mk.text('p/checksums.sha256').trimEnd().split('\n')) {
    const path = line.split('  ./')[1] ?? '';
    expect(mk.text(`p/${path}`).includes(token), path).toBe(false);
  }
});
