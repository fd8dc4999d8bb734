import { fetchObject } from '@modekeeper/cluster';
import { makePrivateCa } from '@modekeeper/cluster/private-ca';
import { expect, it, onTestFinished } from 'vitest';
import { ConnectProxy } from './testing/connect-proxy.ts';
import { TestControlPlane } from './testing/control-plane.ts';
import { install } from './testing/installation.ts';

/** A name that no resolver knows, so that whoever gets there came through the proxy. */
const HOST = 'plane.modekeeper.invalid';

it('enrols and holds its session through a proxy and under a private authority; without either it says which one is missing', async () => {
  const ca = await makePrivateCa();
  const plane = await new TestControlPlane({ host: HOST, ...(await ca.issue(HOST)) }).listen();
  const proxy = await new ConnectProxy([HOST]).listen();
  const { password, port, url } = proxy;
  const at = await install({ mode: 'observe', plane, values: () => ({ proxy: { httpsProxy: url } }) });
  const saying = (text: string) => expect.poll(() => at.connectorLog(), { timeout: 60_000, interval: 250 }).toContain(text);

  await saying('certificate_untrusted');
  expect(await at.connectorLog()).toContain('extraCaConfigMap');
  expect(proxy.asked).toContain(`${HOST}:${plane.port}`);
  expect([plane.enrollments, plane.upgrades]).toEqual([[], []]);

  const body = { metadata: { name: 'corporate-ca' }, data: { 'ca.crt': ca.certificate } };
  await fetchObject(at.admin, { method: 'POST', path: `/api/v1/namespaces/${at.own}/configmaps`, body });
  const before = proxy.asked.length;
  await at.upgrade({ extraCaConfigMap: 'corporate-ca' });
  await plane.until(() => plane.bodies('hello')[0], 'the session');
  expect(plane.enrollments).toHaveLength(1);
  // One tunnel for the enrolment, one for the session; the API server is never among what the proxy is asked for.
  expect(proxy.asked.length).toBeGreaterThanOrEqual(before + 2);
  expect([...new Set(proxy.asked)]).toEqual([`${HOST}:${plane.port}`]);

  await proxy.close();
  await saying('proxy_unreachable');
  const hellos = plane.bodies('hello').length;
  const again = await new ConnectProxy([HOST]).listen(port);
  onTestFinished(() => again.close());
  await plane.until(() => plane.bodies('hello')[hellos], 'the session through the proxy that came back');
  expect(await at.connectorLog()).not.toContain(password);
});
