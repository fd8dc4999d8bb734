import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeKind } from '../../testing/fake-kind.ts';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
mkdirSync(join(mk.folder, 'home', '.kube'), { recursive: true });
writeFileSync(join(mk.folder, 'home', '.kube', 'config'), '');
const answers = (verify: FakeAnswer[]): FakeAnswer[] => [
  ...verify,
  { when: "'config current-context'", stdout: 'kind-modekeeper-pack-demo\n' },
  { when: '*version*', stdout: '{}' },
  { when: '*get*-o\\ json', stdout: '{"metadata":{"uid":"u","annotations":{}}}' },
  { when: '*', stdout: 'ok\n' },
];
const pack = (out: string, PATH: string, KUBECTL: string) =>
  mk.run(['pack', 'procurement', '--out', out], { PATH, KUBECTL, MK_PACK_DEMO_KIND: '1' });
const CREATE = 'create cluster --name modekeeper-pack-demo';
const DELETE = 'delete cluster --name modekeeper-pack-demo';

describe('MK_PACK_DEMO_KIND=1', () => {
  it('without kind on PATH is refused with what it needs, before anything is written', async () => {
    const { code, stderr } = await pack('none', join(mk.folder, 'home'), fakeKubectl(mk.folder, 'k1', answers([])).path);
    expect([code, stderr]).toEqual([
      2,
      'ERROR: MK_PACK_DEMO_KIND=1 makes a throwaway cluster, which needs the programs kind and kubectl and a running container engine; kind is not on PATH: install it, or unset MK_PACK_DEMO_KIND\n',
    ]);
    expect(existsSync(join(mk.folder, 'none'))).toBe(false);
  });

  it('a cluster that cannot be made ends the pack with kind’s own words; nothing is deleted that was not made', async () => {
    const kind = fakeKind(join(mk.folder, 'fails'), { create_rc: 3 });
    const { code, stderr } = await pack('failed', kind.folder, fakeKubectl(mk.folder, 'k2', answers([])).path);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^ERROR: MK_PACK_DEMO_KIND=1 .+; `create cluster --name` ended with 3 \(no container engine\); .+\n$/,
      ),
    ]);
    expect(kind.calls()).toEqual([CREATE]);
    expect(existsSync(join(mk.folder, 'failed', 'checksums.sha256'))).toBe(false);
  });

  it('a plan that the cluster refuses ends the pack, and the cluster is deleted all the same', async () => {
    const kind = fakeKind(join(mk.folder, 'refuses'));
    const refused = { when: '*--dry-run=server*modekeeper-demo*|*modekeeper-demo*--dry-run=server*', stderr: 'denied', rc: 1 };
    const { code, stderr } = await pack('refused', kind.folder, fakeKubectl(mk.folder, 'k3', answers([refused])).path);
    expect([code, stderr]).toEqual([
      2,
      "ERROR: the demo's plan was not accepted by the API server, see refused/kind_demo/verify/k8s_verify_latest.json; the pack is not complete\n",
    ]);
    expect(kind.calls()).toEqual([CREATE, DELETE]);
    expect(existsSync(join(mk.folder, 'refused', 'checksums.sha256'))).toBe(false);
  });

  it('interrupted while the cluster is made deletes it and begins nothing new', async () => {
    const kind = fakeKind(join(mk.folder, 'interrupted-bin'), { interrupts: true });
    const kubectl = fakeKubectl(mk.folder, 'k4', answers([]));
    const { code, stderr } = await pack('interrupted', kind.folder, kubectl.path);
    expect([code, stderr]).toEqual([2, 'ERROR: interrupted: the pack is not complete; make it again\n']);
    expect(kind.calls()).toEqual([CREATE, DELETE]);
    expect(kubectl.calls().filter((call) => call.startsWith('create '))).toEqual([]);
  });
});
