import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { nodePostJson } from './post-json.ts';
import { explainUnreachable } from './unreachable.ts';

const systemError = (part: object, message = 'm') => Object.assign(new Error(message), part);
const URL_OF_PLANE = 'https://plane.example/v1/enroll';

it('names an untrusted certificate, with or without a proxy', () => {
  const error = systemError({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  for (const env of [{}, { HTTPS_PROXY: 'http://127.0.0.1:3128' }]) {
    const { code, why } = explainUnreachable(error, URL_OF_PLANE, env);
    expect(code).toBe('certificate_untrusted');
    expect(why).toMatch(/plane\.example.*SELF_SIGNED_CERT_IN_CHAIN.*extraCaConfigMap/);
  }
});

it('names the proxy when the proxy is what failed, without its password', () => {
  const env = { HTTPS_PROXY: 'http://bob:hunter2@proxy.example:3128' };
  const failures = [
    systemError({ code: 'ERR_PROXY_TUNNEL' }),
    systemError({ code: 'ENOTFOUND', hostname: 'proxy.example' }),
    systemError({ code: 'ECONNREFUSED', errors: [systemError({ address: '::1', port: 3128 }, 'connect ECONNREFUSED')] }, ''),
  ];
  for (const failure of failures) {
    const { code, why } = explainUnreachable(failure, URL_OF_PLANE, env);
    expect(code).toBe('proxy_unreachable');
    expect(why).toContain('proxy.example:3128');
    expect(why).not.toMatch(/bob|hunter2/);
  }
});

it('does not blame a proxy for the control plane, or for what it is not told of', () => {
  const about = (part: object, env: Record<string, string>) => explainUnreachable(systemError(part), URL_OF_PLANE, env).code;
  expect(about({ code: 'ENOTFOUND', hostname: 'plane.example' }, { https_proxy: 'http://proxy.example:3128' })).toBe(
    'upstream_unavailable',
  );
  expect(about({ code: 'ECONNRESET' }, { https_proxy: 'http://proxy.example:3128' })).toBe('upstream_unavailable');
  expect(about({ code: 'ECONNREFUSED', port: 443 }, {})).toBe('upstream_unavailable');
});

it('says in words what several failed addresses have in common', async () => {
  // A name with two addresses, as `localhost` is on most machines: Node's error for all of them together has no message.
  const errors = [
    systemError({ port: 443 }, 'connect ECONNREFUSED ::1:443'),
    systemError({ port: 443 }, 'connect ECONNREFUSED 127.0.0.1:443'),
  ];
  const { why } = explainUnreachable(systemError({ code: 'ECONNREFUSED', errors }, ''), URL_OF_PLANE, {});
  expect(why).toBe('The control plane cannot be reached: connect ECONNREFUSED ::1:443; connect ECONNREFUSED 127.0.0.1:443.');
});

it('a proxy that does not speak, hangs up or says no is named by the real client', async () => {
  const answers = ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', ''];
  const proxy = net.createServer((socket) => socket.once('data', () => socket.end(answers.shift() ?? '')));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const post = nodePostJson({ HTTPS_PROXY: `http://bob:hunter2@127.0.0.1:${port}` });
  const ask = () => post(URL_OF_PLANE, {}, {});
  const refused = await ask();
  expect(refused).toMatchObject({ kind: 'failed', code: 'proxy_unreachable', why: expect.stringContaining('407') });
  expect(await ask()).toMatchObject({ kind: 'failed', code: 'proxy_unreachable' });
  proxy.close();
  await once(proxy, 'close');
  const dead = await ask();
  expect(dead).toMatchObject({ kind: 'failed', code: 'proxy_unreachable', why: expect.stringContaining('ECONNREFUSED') });
  expect(JSON.stringify([refused, dead])).not.toContain('hunter2');
});
