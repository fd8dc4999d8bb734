import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';
import { runScript } from '../../testing/run-script.ts';

const mk = await packedMk();
const install = (...flags: string[]) => mk.run(['install', 'k8s-runner', ...flags]);
const FILES = [
  '00_namespace.yaml',
  '10_serviceaccount.yaml',
  '20_rbac.yaml',
  '30_job.yaml',
  'README.md',
  'apply.sh',
  'rollback.sh',
];

describe('mk install k8s-runner', () => {
  it('writes seven files, scripts executable, into a folder of its own time', async () => {
    const { code, stderr, stdout } = await install();
    expect([code, stderr, stdout]).toEqual([0, '', '']);
    const [folder = ''] = readdirSync(join(mk.folder, 'report'));
    expect(folder).toMatch(/^install_k8s_runner_\d{8}T\d{6}Z$/);
    expect(readdirSync(join(mk.folder, 'report', folder)).sort()).toEqual(FILES);
    for (const name of ['apply.sh', 'rollback.sh'])
      expect(statSync(join(mk.folder, 'report', folder, name)).mode & 0o777).toBe(0o755);
    const rbac = mk.text(`report/${folder}/20_rbac.yaml`);
    expect(rbac).toContain('kind: ClusterRoleBinding');
    expect(rbac).toContain('name: modekeeper-readonly-binding');
    expect(rbac).not.toMatch(/secrets|configmaps|create|patch|update|delete|\*/);
    const job = mk.text(`report/${folder}/30_job.yaml`);
    for (const line of ['image: "modekeeper-runner:latest"', 'ttlSecondsAfterFinished: 86400', 'imagePullPolicy: Always'])
      expect(job).toContain(line);
    expect(job).toContain('mk quickstart --out /out/quickstart; echo MODEKEEPER_DONE; sleep 900');
  });

  it('in one namespace, grants nothing beyond it', async () => {
    await install('--scope', 'namespace', '--out', 'narrow', '--namespace', 'train', '--clusterrole', 'r');
    const rbac = mk.text('narrow/20_rbac.yaml');
    expect(rbac.match(/^kind: .*$/gm)).toEqual(['kind: Role', 'kind: RoleBinding']);
    expect(rbac).not.toMatch(/- (?:namespaces|nodes|persistentvolumes|storageclasses|volumeattachments)$/m);
    expect(rbac.match(/namespace: train/g)).toHaveLength(3);
  });

  it('applies in order and takes away in reverse, from wherever the scripts are called', async () => {
    await install('--out', 'with blank');
    const kubectl = fakeKubectl(mk.folder, 'kubectl', [{ when: '*' }]);
    await runScript(join(mk.folder, 'with blank', 'apply.sh'), { KUBECTL: kubectl.path });
    const manifests = FILES.slice(0, 4);
    expect(kubectl.calls()).toEqual(manifests.map((file) => `apply -f ${file}`));
    await runScript(join(mk.folder, 'with blank', 'rollback.sh'), { KUBECTL: kubectl.path });
    expect(kubectl.calls().slice(4)).toEqual(manifests.toReversed().map((file) => `delete --ignore-not-found -f ${file}`));
  });

  it('a name that YAML would take for something else stays a name', async () => {
    await install('--out', 'odd', '--namespace', 'null', '--serviceaccount', 'true', '--job-name', '123', '--clusterrole', '1e3');
    expect(mk.text('odd/00_namespace.yaml')).toContain('name: "null"');
    expect(mk.text('odd/10_serviceaccount.yaml')).toContain('name: "true"');
    expect(mk.text('odd/20_rbac.yaml')).toContain('name: "1e3"');
    expect(mk.text('odd/30_job.yaml')).toContain('name: "123"');
  });

  it.each([
    ['--namespace', 'a;rm -rf /'],
    ['--namespace', 'a\nkind: Secret'],
    ['--namespace', 'a.b'],
    ['--serviceaccount', '$(id)'],
    ['--clusterrole', '../x'],
    ['--clusterrole', 'a'.repeat(250)],
    ['--job-name', 'Upper'],
    ['--job-name', ''],
    ['--image', 'x:latest\n      hostNetwork: true'],
    ['--image', '`id`'],
    ['--image', ''],
    ['--image-pull-policy', 'always'],
    ['--scope', 'world'],
  ])('refuses %s %j before it writes anything', async (flag, value) => {
    const { code, stderr } = await install('--out', 'refused', flag, value);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ERROR: --/);
    expect(readdirSync(mk.folder)).not.toContain('refused');
  });
});
