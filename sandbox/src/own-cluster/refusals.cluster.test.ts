import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryPath, fetchObject, run as runProgram } from '@modekeeper/cluster';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { OwnClusterFlags } from '../flags.ts';
import { repositoryRoot } from '../platform/paths.ts';
import { freePort } from '../platform/ports.ts';
import { chartPath } from '../stack/helm.ts';
import { limitedKubeconfig, makeOwnScene, type Scene } from './scene.ts';

type Case = [what: string, flags: (scene: Scene) => Partial<OwnClusterFlags>, error: object];

/** The kubeconfig of the shared cluster with one text replaced. */
function changed(scene: Scene, pattern: RegExp, by: string): string {
  const file = join(scene.folder, 'changed.kubeconfig');
  writeFileSync(file, readFileSync(inject('kubeconfig'), 'utf8').replace(pattern, by));
  return file;
}

describe('refused in one line, with nothing created', () => {
  it.each<Case>([
    ['an unknown context', () => ({ context: 'nope' }), { code: 'configuration_invalid' }],
    ['a missing namespace', () => ({ namespace: 'nope' }), { code: 'not_found', message: 'Namespace nope does not exist.' }],
    ['a missing target', () => ({ target: 'nope' }), { code: 'not_found', message: expect.stringMatching(/^Deployment nope/) }],
    ['a namespace of Kubernetes', () => ({ namespace: 'kube-system' }), { code: 'invalid_input' }],
    [
      'an unreachable server',
      (scene) => ({ kubeconfig: changed(scene, /127\.0\.0\.1:\d+/, '127.0.0.1:1') }),
      { code: 'cluster_unreachable', message: expect.stringContaining('ECONNREFUSED') },
    ],
    [
      'a server that cannot be verified',
      (scene) => ({ kubeconfig: changed(scene, /"certificate-authority-data"/, '"ignored"') }),
      { code: 'cluster_unreachable', message: expect.stringContaining('cannot be verified') },
    ],
    [
      'credentials that are not accepted',
      (scene) => ({ kubeconfig: changed(scene, /"token": "[^"]*"/, '"token": "x"') }),
      { code: 'unauthenticated' },
    ],
    [
      'a plugin that cannot sign in',
      (scene) => ({
        kubeconfig: changed(
          scene,
          /"token": "[^"]*"/,
          '"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": "sh", "args": ["-c", "echo log in first >&2; exit 1"]}',
        ),
      }),
      { code: 'configuration_invalid', message: expect.stringContaining('log in first') },
    ],
  ])('%s', async (_, flags, error) => {
    const scene = await makeOwnScene();
    const before = await scene.inventory();
    await expect(scene.run(flags(scene)).ended).rejects.toMatchObject({ ...error, hint: expect.any(String) });
    expect(await scene.inventory()).toEqual(before);
  });
});

const reader = [
  { apiGroups: [''], resources: ['namespaces', 'secrets', 'serviceaccounts', 'configmaps'], verbs: ['get', 'list'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] },
  { apiGroups: ['rbac.authorization.k8s.io', 'coordination.k8s.io'], resources: ['*'], verbs: ['get', 'list'] },
];

describe('a user without the rights', () => {
  it('is told every right that is missing, before anything is made', async () => {
    const scene = await makeOwnScene();
    const kubeconfig = await limitedKubeconfig(scene, reader);
    const before = await scene.inventory();
    const failure = scene.run({ kubeconfig }).ended;
    await expect(failure).rejects.toMatchObject({ code: 'forbidden' });
    await expect(failure).rejects.toThrow(`create Namespace ${scene.own}`);
    await expect(failure).rejects.toThrow(`create ClusterRole modekeeper:${scene.own}:${scene.release}`);
    await expect(failure).rejects.toThrow('create tokens of ServiceAccount');
    expect(await scene.inventory()).toEqual(before);
  });

  it('is told when they may make Roles, but not grant what these hold', async () => {
    const scene = await makeOwnScene();
    const everything = {
      apiGroups: ['', 'rbac.authorization.k8s.io'],
      verbs: ['get', 'list', 'create', 'patch', 'update', 'delete'],
    };
    const resources = [
      'namespaces',
      'secrets',
      'serviceaccounts',
      'serviceaccounts/token',
      'configmaps',
      'roles',
      'rolebindings',
    ];
    const maker = { ...everything, resources: [...resources, 'clusterroles', 'clusterrolebindings'] };
    const kubeconfig = await limitedKubeconfig(scene, [...reader, maker]);
    const before = await scene.inventory();
    const failure = scene.run({ kubeconfig }).ended;
    await expect(failure).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('may not grant') });
    expect(await scene.inventory()).toEqual(before);
  });
});

describe('what belongs to somebody else', () => {
  it('a Helm release of the same name is neither upgraded nor removed', async () => {
    const scene = await makeOwnScene();
    const env = { ...process.env, KUBECONFIG: inject('kubeconfig') };
    const file = chartPath('modekeeper-connector');
    const values = parse(readFileSync(join(file, 'examples', 'values-observe.yaml'), 'utf8'));
    const targets = [{ namespace: scene.target, name: 'trainer', container: 'trainer', passport: 'demo' }];
    const mine = join(scene.folder, 'values.json');
    writeFileSync(mine, JSON.stringify({ ...values, targets, image: { repository: 'example/connector' } }));
    const helm = (...args: string[]) => runProgram(binaryPath('helm'), [...args, '--namespace', scene.own], { env });
    expect((await helm('install', scene.release, file, '--create-namespace', '--values', mine)).stderr).toBe('');
    // Its controllers and the pretended pod come on their own.
    const settled = async () => (await scene.inventory()).filter((line) => !/^(Pod|ReplicaSet) /.test(line));
    const before = await settled();

    for (const remove of [false, true]) {
      await expect(scene.run({ remove }).ended).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('was not made by npm start'),
      });
    }
    expect(await settled()).toEqual(before);
    await helm('uninstall', scene.release);
  });

  it('a guard of another installation under the name of ours is told before anybody is asked, and stays as it is', async () => {
    const scene = await makeOwnScene();
    const path = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
    const name = `${scene.release}-guard`;
    const theirs = { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': 'elsewhere' };
    const nothing = { apiGroups: ['nothing.example'], apiVersions: ['v1'], operations: ['*'], resources: ['nothings'] };
    const matchConstraints = { resourceRules: [nothing] };
    await fetchObject(scene.admin, {
      method: 'POST',
      path,
      body: { metadata: { name, annotations: theirs }, spec: { matchConstraints, validations: [{ expression: 'true' }] } },
    });
    onTestFinished(async () => {
      await fetchObject(scene.admin, { method: 'DELETE', path: `${path}/${name}` });
    });
    const before = await scene.inventory();
    const run = scene.run({ mode: 'apply' });
    await expect(run.ended).rejects.toMatchObject({
      code: 'conflict',
      message: `ValidatingAdmissionPolicy ${name} exists already and belongs to Helm release ${name} in namespace elsewhere, so it is left alone.`,
    });
    expect(run.lines).not.toContain('Would create:');
    expect(await scene.inventory()).toEqual(before);
  });

  it('a stop that somebody set at the namespace is not lifted, not even with --yes', async () => {
    const scene = await makeOwnScene();
    const path = `/api/v1/namespaces/${scene.target}`;
    await fetchObject(scene.admin, { method: 'PATCH', path, body: { metadata: { annotations: { 'modekeeper/apply': 'off' } } } });
    const before = await scene.inventory();
    await expect(scene.run({ mode: 'apply' }).ended).rejects.toMatchObject({ code: 'conflict' });
    expect(await scene.inventory()).toEqual(before);
  });
});

describe('npm start as a process', () => {
  const start = async (scene: Scene, ...flags: string[]) => {
    const args = ['--kubeconfig', inject('kubeconfig'), '--namespace', scene.target, '--target', 'deployment/trainer', ...flags];
    const env = { ...process.env, MODEKEEPER_STATE_DIR: join(scene.folder, 'state'), MODEKEEPER_NAMESPACE: scene.own };
    const script = join(repositoryRoot(), 'sandbox', 'src', 'start.ts');
    const port = String(await freePort());
    const child = spawn(process.execPath, [script, '--port', port, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output.text += text));
    return { child, output, exit: new Promise<number | null>((done) => child.once('exit', done)) };
  };

  it('without a terminal and without --yes it lists, refuses and creates nothing', async () => {
    const scene = await makeOwnScene();
    const before = await scene.inventory();
    const { exit, output } = await start(scene);
    expect(await exit).toBe(2);
    expect(output.text).toContain(`  Namespace ${scene.own}\n`);
    expect(output.text).toMatch(/ERROR: There is no terminal to ask on, so nothing was done\. .*--yes.*\(invalid_input\)\n$/);
    expect(await scene.inventory()).toEqual(before);
  });

  it('a second one on the same state is refused while the first runs, SIGINT ends it with 0, and --remove cleans up', async () => {
    const scene = await makeOwnScene();
    const before = await scene.inventory();
    const first = await start(scene, '--yes');
    await expect.poll(() => first.output.text, { timeout: 180_000 }).toContain('Online.');
    for (const flags of [['--yes'], ['--yes', '--remove']]) {
      const second = await start(scene, ...flags);
      expect(await second.exit).toBe(2);
      expect(second.output.text).toMatch(/^ERROR: The state folder .* is in use by process \d+.*\(conflict\)\n$/);
    }
    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);
    expect((await scene.inventory()).length).toBeGreaterThan(before.length);
    const removal = await start(scene, '--yes', '--remove');
    expect([await removal.exit, await scene.inventory()]).toEqual([0, before]);
  }, 300_000);
});
