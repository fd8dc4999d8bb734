import { describe, expect, it } from 'vitest';
import { connectorConfigSchema } from './connector-config.ts';
import { connectClaimsSchema, enrollmentTokenSchema, enrollRequestSchema, enrollResponseSchema } from './enroll.ts';
import { SAMPLE_IDS, SAMPLE_ULID } from './testing/samples.ts';

const target = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'train',
  name: 'trainer',
  container: 'trainer',
  passport: 'demo.json',
};
const config = {
  schema_version: 'connector_config.v1',
  release: 'mk',
  namespace: 'mk-system',
  control_plane_url: 'https://control.example',
  mode: 'apply',
  approval: { level: 'L0', threshold: 1 },
  targets: [target],
  gitops: { managers: ['argocd-controller'] },
  guard: { policy_name: 'mk-guard' },
  chart_version: '0.1.0',
};
const accepts = (part: object): boolean => connectorConfigSchema.safeParse({ ...config, ...part }).success;

describe('connector.json', () => {
  it('is accepted in every mode, and plain http is off unless it is asked for', () => {
    for (const rotation of [-1, 0.5, '1']) expect(accepts({ identity: { rotation } })).toBe(false);
    expect(accepts({ identity: { rotation: 3 } })).toBe(true);
    for (const mode of ['observe', 'verify', 'apply']) expect(accepts({ mode }), mode).toBe(true);
    expect(connectorConfigSchema.parse(config).allow_insecure_http).toBe(false);
  });

  it('takes overridden kill commands by name only, and has none unless they are listed', () => {
    expect(accepts({ kill: { override_cloud: ['k-0123456789abcdef'] } })).toBe(true);
    for (const wrong of ['*', 'k-', 'k-0123456789ABCDEF', '0123456789abcdef', 7])
      expect(accepts({ kill: { override_cloud: [wrong] } }), String(wrong)).toBe(false);
    expect(connectorConfigSchema.parse(config).kill).toBeUndefined();
  });

  it('refuses plain http without the switch for it, and other schemes with it', () => {
    expect(accepts({ control_plane_url: 'http://127.0.0.1:8787' })).toBe(false);
    expect(accepts({ control_plane_url: 'http://127.0.0.1:8787', allow_insecure_http: true })).toBe(true);
    expect(accepts({ control_plane_url: 'file:///etc/passwd', allow_insecure_http: true })).toBe(false);
  });

  it('refuses targets by selector in modes that may write', () => {
    const { name: _name, ...rest } = target;
    const targets = [{ ...rest, selector: 'app=trainer' }];
    expect(accepts({ mode: 'observe', targets })).toBe(true);
    expect(accepts({ mode: 'verify', targets })).toBe(false);
    expect(accepts({ mode: 'apply', targets })).toBe(false);
  });

  it.each([
    { mode: 'admin' },
    { approval: { level: 'L3', threshold: 1 } },
    { approval: { level: 'L2', threshold: 0 } },
    { targets: [{ ...target, kind: 'DaemonSet' }] },
    { targets: [{ ...target, namespace: '*' }] },
    { release: '' },
    { schema_version: 'connector_config.v2' },
  ])('refuses %j', (part) => {
    expect(accepts(part)).toBe(false);
  });
});

describe('enrolment', () => {
  it('knows its token by form', () => {
    const token = `mke_${SAMPLE_ULID}_${SAMPLE_ULID}_${'a'.repeat(43)}`;
    expect(enrollmentTokenSchema.safeParse(token).success).toBe(true);
    for (const wrong of [token.slice(1), `${token}a`, token.replace('mke', 'mki'), `${token}\n`]) {
      expect(enrollmentTokenSchema.safeParse(wrong).success, wrong).toBe(false);
    }
  });

  it('sends and answers what both sides agreed on', () => {
    const request = { token: 't', public_key: 'A'.repeat(44), cluster_uid: 'u', chart_version: '0.1.0', mode: 'observe' };
    expect(enrollRequestSchema.parse(request)).toEqual(request);
    const { cluster_id, tenant_id, environment } = SAMPLE_IDS;
    const response = {
      cluster_id,
      tenant_id,
      environment_id: environment,
      endpoints: { connect_url: 'wss://control.example/v1/connect?tenant=x' },
    };
    expect(enrollResponseSchema.parse(response)).toEqual(response);
    expect(connectClaimsSchema.safeParse({ cluster_id, aud: 'control.example', ts_ms: 1, nonce: 'short' }).success).toBe(false);
  });
});
