import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isHelm4 } from './find-helm.ts';
import { describeGranted } from './granted.ts';
import { helmEnvironment } from './helm.ts';
import { dropCredentials, mountConfigMaps, mountsIn, writeSecretly } from './mount.ts';
import { describe as describeObject, type KubeObject, pathOf } from './objects.ts';
import { defaultPlace } from './place.ts';
import { renewalDelay_ms } from './token.ts';

describe('renewalDelay_ms', () => {
  it('renews at 80 % of the token’s life', () => {
    expect(renewalDelay_ms(0, 3_600_000, 0)).toBe(2_880_000);
    expect(renewalDelay_ms(0, 3_600_000, 600_000)).toBe(2_280_000);
  });

  it('always renews before the token ends, when it lives longer than 5 s, and never in a tight loop', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 5_001, max: 1e12 }), (issued, life) => {
        const delay = renewalDelay_ms(issued, issued + life, issued);
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThan(life);
      }),
    );
    expect(renewalDelay_ms(0, 1_000, 5_000)).toBe(1_000);
  });
});

describe('mounts', () => {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'mk-mounts-'));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return mountsIn(join(path, 'connector'));
  };
  const configMap = (part: string, data: Record<string, string>): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `mk-${part}` },
    data,
  });

  it('hold exactly what the chart rendered, readable by this user only', () => {
    const mounts = folder();
    const objects = [
      configMap('config', { 'connector.json': '{}' }),
      configMap('trust', {}),
      configMap('passports', { 'old.json': '{}' }),
    ];
    mountConfigMaps(mounts, 'mk', objects);
    mountConfigMaps(mounts, 'mk', [...objects.slice(0, 2), configMap('passports', { 'demo.json': '{"a":1}' })]);
    expect(readdirSync(mounts.passports)).toEqual(['demo.json']);
    expect(readFileSync(join(mounts.passports, 'demo.json'), 'utf8')).toBe('{"a":1}');
    const modes = [mounts.passports, join(mounts.passports, 'demo.json')].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600]);
  });

  it('lose every credential at the end, and nothing else', () => {
    const mounts = folder();
    writeSecretly(join(mounts.serviceAccount, 'token'), 'secret');
    writeSecretly(join(mounts.enrollment, 'token'), 'secret');
    writeSecretly(join(mounts.config, 'connector.json'), '{}');
    dropCredentials(mounts);
    dropCredentials(mounts);
    expect(readdirSync(join(mounts.config, '..'))).toEqual(['config']);
  });
});

describe('Helm', () => {
  it.each([
    ['v4.3.1', true],
    ['v4.0.0\n', true],
    ['v3.19.0', false],
    ['v40.1.0', false],
    ['', false],
  ])('%j on the PATH is used: %s', (version, used) => {
    expect(isHelm4(version)).toBe(used);
  });

  it('is not led to another cluster by variables of the user’s shell', () => {
    const env = helmEnvironment(
      { PATH: '/bin', HELM_KUBEAPISERVER: 'https://other', HELM_DRIVER: 'sql', KUBECONFIG: '/other' },
      '/mine',
      '/home',
    );
    expect(env).toEqual({
      PATH: '/bin',
      KUBECONFIG: '/mine',
      HELM_DRIVER: 'secret',
      HELM_CONFIG_HOME: '/home',
      HELM_CACHE_HOME: '/home',
      HELM_DATA_HOME: '/home',
    });
  });
});

describe('words', () => {
  it('of the grant are the charts’ own, without their next steps', () => {
    const connector = { objects: [], notes: 'Hello\n\nWhat was granted to X:\n  - read\n\nIn this mode.\n\nNext:\n  1. do' };
    const guard = {
      objects: [],
      notes: 'The lock.\n\nWhat it lets pass:\n  - knobs\nEverything else is refused.\n\nNext, whoever',
    };
    expect(describeGranted(connector, null)).toEqual(['What is granted to X:', '  - read', '', 'In this mode.']);
    expect(describeGranted(connector, guard).slice(-3)).toEqual([
      'What it lets pass:',
      '  - knobs',
      'Everything else is refused.',
    ]);
  });

  it('of an object name its namespace, and its path leads to it', () => {
    const role = { kind: 'Role', namespace: 'train', name: 'modekeeper:a:b' };
    expect(describeObject(role)).toBe('Role train/modekeeper:a:b');
    expect(pathOf(role)).toBe('/apis/rbac.authorization.k8s.io/v1/namespaces/train/roles/modekeeper%3Aa%3Ab');
    expect(pathOf({ kind: 'Namespace', namespace: undefined, name: 'x' })).toBe('/api/v1/namespaces/x');
  });

  it('a kind that cannot be listed is a defect, not a silent gap', () => {
    expect(() => pathOf({ kind: 'Job', namespace: 'a', name: 'b' })).toThrow(/Job/);
  });
});

describe('defaultPlace', () => {
  it('is namespace modekeeper, or the one that the environment names', () => {
    expect(defaultPlace({})).toMatchObject({ namespace: 'modekeeper', release: 'modekeeper' });
    expect(defaultPlace({ MODEKEEPER_NAMESPACE: 'trial', MODEKEEPER_STATE_DIR: '/s' })).toMatchObject({
      namespace: 'trial',
      state_path: '/s',
    });
  });

  it('calls release and guard after the namespace: beside another installation the cluster-scoped guard has a name of its own', () => {
    expect(defaultPlace({ MODEKEEPER_NAMESPACE: 'modekeeper-trial' }).release).toBe('modekeeper-trial');
  });

  it.each(['a b', 'a'.repeat(48)])('refuses %j, which cannot name a namespace and two Helm releases', (namespace) => {
    expect(() => defaultPlace({ MODEKEEPER_NAMESPACE: namespace })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
