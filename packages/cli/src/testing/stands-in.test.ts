import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fakeCluster } from './fake-cluster.ts';
import { writeLicence } from './licensed.ts';
import { packedMk } from './mk.ts';

const mk = await packedMk();

it('the cluster that stands in for a real one passes verify, keeps what patches leave, and does as its hooks say', async () => {
  const cluster = fakeCluster({ concurrency: 8 });
  const patch = { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } };
  writeFileSync(join(mk.folder, 'plan.json'), JSON.stringify([{ namespace: 'train', name: 'llm', patch }]));
  const verify = async () => {
    const { code } = await mk.run(['k8s', 'verify', '--plan', 'plan.json', '--out', 'v'], { KUBECTL: cluster.kubectl });
    expect(code).toBe(0);
    return mk.json<Record<string, unknown>>('v/k8s_verify_latest.json');
  };
  expect(await verify()).toMatchObject({
    ok: true,
    checks: { items: [{ preimage: { uid: 'uid-1', values: { '/metadata/annotations/modekeeper~1knob.concurrency': '8' } } }] },
  });
  expect(cluster.patches()).toEqual([]);
  cluster.before("*'--dry-run=server'*", "echo 'Error from server (Forbidden): no' >&2; exit 1");
  expect(await verify()).toMatchObject({ ok: false, verify_blocker: { kind: 'rbac_denied' } });
});

it('the licence of tests is one that the whole chain accepts', async () => {
  await writeLicence(mk.folder);
  const flags = ['license', 'verify', '--license', 'modekeeper.license.json', '--trust-chain', '--out', 'l'];
  expect(await mk.run(flags)).toMatchObject({ code: 0, stderr: '' });
  expect(mk.json('l/license_verify_latest.json')).toMatchObject({ license_ok: true, entitlements: ['apply'] });
});
