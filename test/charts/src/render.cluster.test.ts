import { readFileSync } from 'node:fs';
import { connectorConfigSchema } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Manifest, pick, render } from './support/render.ts';
import { chart, helm } from './support/run-helm.ts';
import { connectorValues, guardValues, keys, type Mode, passport } from './support/values.ts';

const modes: Mode[] = ['observe', 'verify', 'apply'];
type Data = { data: Record<string, string> };
type Rule = { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] };
type Rules = { rules: Rule[] };
type PodSpec = { containers: { env: { name: string; value?: string }[]; image: string }[] };
type Workload = { spec: { strategy: { type: string }; template: { spec: PodSpec } } };

const data = async (name: string, over = {}, mode: Mode = 'apply') =>
  (pick(await render('modekeeper-connector', connectorValues(mode, 'training', over)), 'ConfigMap', name) as unknown as Data)
    .data;
const environment = async (over = {}) => {
  const workload = pick(
    await render('modekeeper-connector', connectorValues('apply', 'training', over)),
    'Deployment',
    'mk',
  ) as unknown as Workload;
  return Object.fromEntries((workload.spec.template.spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
};

describe('helm lint passes strictly', () => {
  it.each([
    ['modekeeper-connector', 'examples/values-observe.yaml'],
    ['modekeeper-connector', 'examples/values-apply.yaml'],
    ['modekeeper-guard', 'examples/values.yaml'],
    ['trainer', 'values.yaml'],
  ] as const)('%s with %s', async (name, file) => {
    expect(await helm(['lint', '--strict', chart(name), '--values', chart(name, file)])).toContain('0 chart(s) failed');
  });
});

describe('what the connector chart renders', () => {
  it('connector.json is the pinned document, optional members absent', async () => {
    const config = JSON.parse((await data('mk-config'))['connector.json'] ?? '');
    expect(config).toStrictEqual({
      schema_version: 'connector_config.v1',
      release: 'mk',
      namespace: 'modekeeper',
      chart_version: '0.1.0',
      control_plane_url: 'https://modekeeper.example',
      allow_insecure_http: false,
      mode: 'apply',
      approval: { level: 'L0', threshold: 1 },
      targets: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'training',
          name: 'trainer',
          container: 'trainer',
          passport: 'demo',
        },
      ],
      gitops: { managers: ['argocd-controller', 'kustomize-controller', 'helm-controller'] },
      guard: { policy_name: 'mk-guard' },
    });
  });

  it.each(modes)(
    'the connector’s own schema accepts connector.json of mode %s and of the sandbox, and drops nothing',
    async (mode) => {
      const selected = { namespace: 'training', selector: 'app=x', container: 'c', passport: 'demo' };
      const sandbox = { sandbox: true, controlPlaneUrl: 'http://localhost:8787', image: {} };
      for (const over of [{}, sandbox, ...(mode === 'observe' ? [{ targets: [selected] }] : [])]) {
        const config = JSON.parse((await data('mk-config', over, mode))['connector.json'] ?? '');
        expect(connectorConfigSchema.parse(config)).toEqual(config);
      }
    },
  );

  it('overridden kill commands stand in connector.json by name, and only when they are listed', async () => {
    const killSwitch = { overrideCloud: ['k-0123456789012345', 'k-123e456789012345'] };
    const config = JSON.parse((await data('mk-config', { killSwitch }))['connector.json'] ?? '');
    expect(config.kill).toEqual({ override_cloud: killSwitch.overrideCloud });
    expect(connectorConfigSchema.parse(config)).toEqual(config);
  });

  it('trust and passports arrive as the connector reads them', async () => {
    const approver = { id: 'on-call', keyId: `sha256:${'a'.repeat(64)}`, publicKey: keys.approver };
    const trust = await data('mk-trust', {
      approval: { level: 'L1' },
      trust: { roots: { r: keys.root }, approverKeys: [approver] },
    });
    expect(JSON.parse(trust['root_public_keys.json'] ?? '')).toEqual({ r: keys.root });
    expect(JSON.parse(trust['approval_keys.json'] ?? '')).toEqual({});
    expect(JSON.parse(trust['approver_keys.json'] ?? '')).toEqual([
      { id: 'on-call', key_id: approver.keyId, public_key: keys.approver },
    ]);
    expect(JSON.parse((await data('mk-passports'))['demo.json'] ?? '')).toEqual(passport);
  });

  it('proxy, private CA and the local kill sources appear in the environment only when they are asked for', async () => {
    const plain = await environment();
    for (const name of [
      'HTTPS_PROXY',
      'NO_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'MODEKEEPER_KILL_SWITCH',
      'MODEKEEPER_KILL_SWITCH_FILE',
    ]) {
      expect(plain).not.toHaveProperty(name);
    }
    const full = await environment({
      proxy: { httpsProxy: 'http://proxy.example:3128', noProxy: '.internal' },
      extraCaConfigMap: 'company-ca',
      killSwitch: { environment: 'on', fileConfigMap: 'stop' },
      logLevel: 'debug',
      sandbox: true,
      sandboxEnvironment: { MODEKEEPER_TICK_INTERVAL_S: 0.5, MODEKEEPER_WINDOW_S: 5 },
    });
    expect(full).toMatchObject({
      HTTPS_PROXY: 'http://proxy.example:3128',
      NO_PROXY: '$(KUBERNETES_SERVICE_HOST),kubernetes.default.svc,.internal',
      NODE_EXTRA_CA_CERTS: '/etc/modekeeper/ca/ca.crt',
      MODEKEEPER_KILL_SWITCH: 'on',
      MODEKEEPER_LOG_LEVEL: 'debug',
      MODEKEEPER_TICK_INTERVAL_S: '0.5',
      MODEKEEPER_WINDOW_S: '5',
      MODEKEEPER_KILL_SWITCH_FILE: '/etc/modekeeper/kill/kill_switch',
    });
  });

  it('the NetworkPolicy lets nobody in and lets out DNS, API server, control plane and proxy only', async () => {
    const over = { controlPlaneUrl: 'https://modekeeper.example:8443', proxy: { httpsProxy: 'http://proxy.example:3128' } };
    const policy = pick(await render('modekeeper-connector', connectorValues('apply', 'training', over)), 'NetworkPolicy', 'mk');
    const port = (number: number, protocol = 'TCP') => ({ protocol, port: number });
    expect(policy.spec).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [{ ports: [port(53, 'UDP'), port(53)] }, { ports: [port(443), port(6443), port(8443), port(3128)] }],
    });
  });

  it('plain http is allowed in the sandbox only, and the document says so', async () => {
    const over = { sandbox: true, controlPlaneUrl: 'http://127.0.0.1:8787', image: {} };
    const config = JSON.parse((await data('mk-config', over))['connector.json'] ?? '');
    expect(config).toMatchObject({ allow_insecure_http: true, control_plane_url: 'http://127.0.0.1:8787' });
  });

  it.each(modes)(
    'mode %s: one writer, the image by digest, no verb or resource *, patch only where the mode needs it',
    async (mode) => {
      const manifests = await render('modekeeper-connector', connectorValues(mode, 'training'));
      const workload = pick(manifests, 'Deployment', 'mk') as unknown as Workload;
      expect(workload.spec.strategy.type).toBe('Recreate');
      expect(workload.spec.template.spec.containers[0]?.image).toMatch(/@sha256:0{64}$/);
      const rules = manifests.flatMap((manifest) => (manifest as unknown as Partial<Rules>).rules ?? []);
      expect(JSON.stringify(rules)).not.toContain('*');
      expect(rules.filter(({ resources, verbs }) => resources.includes('deployments') && verbs.includes('patch'))).toEqual(
        mode === 'observe'
          ? []
          : [{ apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['trainer'], verbs: ['get', 'patch'] }],
      );
      expect(rules.filter(({ resources }) => resources.includes('secrets'))).toEqual([
        { apiGroups: [''], resources: ['secrets'], resourceNames: ['mk-identity'], verbs: ['get', 'patch'] },
      ]);
    },
  );

  it('the right to list Deployments comes with a selector only, for its namespace only', async () => {
    const named = { namespace: 'training', name: 'trainer', container: 'c', passport: 'demo' };
    const targets = [named, { namespace: 'research', selector: 'app=x', container: 'c', passport: 'demo' }];
    const roles = (await render('modekeeper-connector', connectorValues('observe', 'training', { targets }))).filter(
      ({ kind }) => kind === 'Role',
    );
    const deployments = (namespace: string) =>
      roles
        .filter(({ metadata }) => metadata.namespace === namespace)
        .flatMap((role) => (role as unknown as Rules).rules.filter(({ resources }) => resources.includes('deployments')));
    const all = { apiGroups: ['apps'], resources: ['deployments'] };
    expect(deployments('training')).toEqual([{ ...all, resourceNames: ['trainer'], verbs: ['get'] }]);
    expect(deployments('research')).toEqual([{ ...all, verbs: ['get', 'list'] }]);
  });

  it.each(modes)(
    'mode %s without a workload: the same account, rights and configuration, but nothing that runs',
    async (mode) => {
      const names = (manifests: Manifest[]) =>
        manifests.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
      const whole = names(await render('modekeeper-connector', connectorValues(mode, 'training')));
      const without = names(
        await render('modekeeper-connector', connectorValues(mode, 'training', { workload: { enabled: false }, image: {} })),
      );
      expect(whole.filter((name) => !without.includes(name))).toEqual([
        'NetworkPolicy modekeeper/mk',
        'Deployment modekeeper/mk',
      ]);
      expect(without).toEqual(whole.filter((name) => without.includes(name)));
    },
  );

  it('a rendering without a cluster never writes an engaged kill switch as off on upgrade', async () => {
    const text = await helm(
      ['template', 'mk', chart('modekeeper-connector'), '--is-upgrade'],
      connectorValues('apply', 'training'),
    );
    expect(text).toContain('kill_switch: "on"');
  });
});

describe('what the guard chart renders', () => {
  it('bounds as plain whole numbers, also large ones, and no parameter object', async () => {
    const actuators = [{ name: 'timeout_ms', min: 1000, max: 60_000_000 }];
    const text = await helm(
      ['template', 'g', chart('modekeeper-guard')],
      guardValues('apply', 'modekeeper', 'mk', { actuators }),
    );
    expect(text).toContain("'modekeeper/knob.timeout_ms': [1000, 60000000]");
    expect(text).not.toMatch(/^\s*param(Kind|Ref):/m);
  });
});

describe('what the trainer chart renders', () => {
  it('declares its knobs, telemetry and strategy', async () => {
    const manifest = pick(await render('trainer', { knobs: { concurrency: 4 } }, 'burst'), 'Deployment', 'burst');
    expect(manifest.metadata.annotations).toEqual({ 'modekeeper/knobs': 'concurrency,dataloader_prefetch_factor' });
    expect(manifest.spec).toMatchObject({
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          annotations: {
            'modekeeper/telemetry': 'stdout-jsonl',
            'modekeeper/knob.concurrency': '4',
            'modekeeper/knob.dataloader_prefetch_factor': '1',
          },
        },
        spec: { automountServiceAccountToken: false },
      },
    });
  });
});

it('the example values of connector and guard fit each other', () => {
  const read = (name: 'modekeeper-connector' | 'modekeeper-guard', file: string) =>
    parse(readFileSync(chart(name, 'examples', file), 'utf8'));
  const { passports } = read('modekeeper-connector', 'values-apply.yaml');
  const { actuators } = read('modekeeper-guard', 'values.yaml');
  const limits = passports.demo.limits.knob_limits as Record<string, { min: number; max: number }>;
  expect(actuators).toEqual(Object.entries(limits).map(([name, bounds]) => ({ name, ...bounds })));
});
