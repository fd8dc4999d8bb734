import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKubeconfig } from './kubeconfig.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

function kubeconfig(cluster: Record<string, unknown>, over: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'mk-kubeconfig-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'config');
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'dev',
    clusters: [{ name: 'lab', cluster: { server: 'https://api.example:6443', ...cluster } }],
    users: [{ name: 'me', user: { token: 'secret-token' } }],
    contexts: [
      { name: 'dev', context: { cluster: 'lab', user: 'me' } },
      { name: 'broken', context: { cluster: 'gone', user: 'me' } },
    ],
    ...over,
  };
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const withCa = { 'certificate-authority-data': Buffer.from(PEM).toString('base64') };

describe('openKubeconfig', () => {
  it('answers host, port and CA as a pod would have them', () => {
    const access = openKubeconfig({ file: kubeconfig(withCa) });
    expect(access).toMatchObject({
      context: 'dev',
      user: 'me',
      server: 'https://api.example:6443',
      host: 'api.example',
      port: '6443',
      ca: PEM,
    });
  });

  it('says of a file without contexts that it is no kubeconfig', () => {
    const file = kubeconfig({}, { contexts: [], 'current-context': undefined });
    expect(() => openKubeconfig({ file })).toThrow(`${file} is no kubeconfig`);
  });

  it.each([
    ['https://api.example', 'api.example', '443', 'https://api.example'],
    ['https://api.example/', 'api.example', '443', 'https://api.example'],
    ['https://[::1]:6443', '::1', '6443', 'https://[::1]:6443'],
  ])('reads %s', (server, host, port, origin) => {
    expect(openKubeconfig({ file: kubeconfig({ ...withCa, server }) })).toMatchObject({ host, port, server: origin });
  });

  it('takes a CA file relative to the kubeconfig, as kubectl does', () => {
    const file = kubeconfig({ 'certificate-authority': 'ca.pem' });
    writeFileSync(join(file, '..', 'ca.pem'), PEM);
    expect(openKubeconfig({ file }).ca).toBe(PEM);
  });

  it('gives the connector what this machine trusts when the kubeconfig has no CA: a public certificate needs none', () => {
    expect(openKubeconfig({ file: kubeconfig({}) }).ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a path', { server: 'https://api.example/k8s/clusters/c-1' }, /has a path/],
    ['plain http', { server: 'http://127.0.0.1:8001' }, /not an https address/],
    ['no address', { server: 'api' }, /not an https address/],
    ['a proxy', { 'proxy-url': 'http://proxy.example:3128' }, /proxy-url/],
    ['no verification', { 'insecure-skip-tls-verify': true }, /insecure-skip-tls-verify/],
    ['another name in the certificate', { 'tls-server-name': 'kubernetes' }, /tls-server-name/],
    ['a CA file that is not there', { 'certificate-authority': 'nope.pem' }, /cannot be read/],
  ])('refuses a server with %s, which a pod could not use', (_, cluster, message) => {
    const given = 'certificate-authority' in cluster ? cluster : { ...withCa, ...cluster };
    expect(() => openKubeconfig({ file: kubeconfig(given) })).toThrow(
      expect.objectContaining({
        code: 'configuration_invalid',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      }),
    );
  });

  it.each<[string, () => { file: string; context?: string }, RegExp]>([
    ['a missing file', () => ({ file: '/nonexistent/config' }), /There is no kubeconfig/],
    ['an unknown context', () => ({ file: kubeconfig(withCa), context: 'prod' }), /has no context prod/],
    ['a context that leads nowhere', () => ({ file: kubeconfig(withCa), context: 'broken' }), /does not have/],
    ['no current context', () => ({ file: kubeconfig(withCa, { 'current-context': '' }) }), /no current context/],
    [
      'another kind of file',
      () => ({ file: kubeconfig(withCa, { clusters: 'x' }) }),
      /cannot be read as a kubeconfig|does not have/,
    ],
  ])('refuses %s in one line', (_, input, message) => {
    expect(() => openKubeconfig(input())).toThrow(
      expect.objectContaining({ code: 'configuration_invalid', message: expect.stringMatching(message) }),
    );
  });

  it('never shows a token in its refusals', () => {
    const broken = kubeconfig({ ...withCa, server: 'http://x' });
    expect(() => openKubeconfig({ file: broken })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret-token') }),
    );
  });
});
