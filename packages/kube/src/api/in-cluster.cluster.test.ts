import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { makeScene } from '../scene/scene.ts';
import { connectApi } from './connect.ts';
import { inClusterConnection } from './in-cluster.ts';

async function mounted(token: string) {
  const dir = await mkdtemp(join(tmpdir(), 'mk-sa-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await copyFile(inject('caFile'), join(dir, 'ca.crt'));
  await writeFile(join(dir, 'namespace'), 'own-namespace');
  await writeFile(join(dir, 'token'), token);
  const { hostname, port } = new URL(inject('apiServer'));
  const env = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, MODEKEEPER_SERVICE_ACCOUNT_DIR: dir };
  let now_ms = 0;
  const clock = { now_ms: () => now_ms, sleep: () => Promise.resolve() };
  const connection = await inClusterConnection(env, clock);
  const api = connectApi(connection);
  onTestFinished(() => api.close());
  return {
    api,
    connection,
    dir,
    rotate: (next: string) => writeFile(join(dir, 'token'), next),
    pass: (ms: number) => (now_ms += ms),
  };
}

describe('a connection by service account', () => {
  it('takes a rotated token within a minute, without asking the file for each request', async () => {
    const scene = await makeScene();
    const [good, none] = [
      await scene.tokenWith([{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }]),
      await scene.tokenWith([]),
    ];
    const { api, rotate, pass, connection } = await mounted(good);
    const read = () => api.ownState({ namespace: scene.namespace, release: 'mk' }).getConfigMap('kill');
    expect(connection.namespace).toBe('own-namespace');
    expect(await read()).toMatchObject({ kind: 'not_found' });
    await rotate(none);
    pass(59_000);
    expect(await read()).toMatchObject({ kind: 'not_found' });
    pass(1000);
    expect(await read()).toMatchObject({ kind: 'forbidden', status: 403 });
  });

  it('reads the file again at once when the server no longer knows the token', async () => {
    const scene = await makeScene();
    const { api, rotate } = await mounted('expired');
    expect(await api.cluster.getNamespace(scene.namespace)).toMatchObject({ kind: 'forbidden', status: 401 });
    await rotate(await scene.tokenWith([]));
    expect(await api.cluster.getNamespace(scene.namespace)).toMatchObject({ kind: 'forbidden', status: 403 });
  });

  it('sends nothing while the token cannot be read, and goes on when it is back', async () => {
    const scene = await makeScene();
    const { api, dir, rotate } = await mounted('x');
    await rm(join(dir, 'token'));
    expect(await api.cluster.serverVersion()).toMatchObject({
      kind: 'unreachable',
      reason: 'credentials_unreadable',
      sent: false,
    });
    await rotate(await scene.tokenWith([]));
    expect(await api.cluster.serverVersion()).toMatchObject({ kind: 'ok' });
  });

  it('does not talk to a server whose certificate another CA has signed', async () => {
    const { hostname, port } = new URL(inject('apiServer'));
    const { dir } = await mounted('x');
    await rm(join(dir, 'ca.crt'));
    await writeFile(join(dir, 'ca.crt'), '');
    const api = connectApi(
      await inClusterConnection({
        KUBERNETES_SERVICE_HOST: hostname,
        KUBERNETES_SERVICE_PORT: port,
        MODEKEEPER_SERVICE_ACCOUNT_DIR: dir,
      }),
    );
    onTestFinished(() => api.close());
    expect(await api.cluster.serverVersion()).toMatchObject({ kind: 'unreachable', sent: false });
  });

  it('says what is missing outside of a cluster', async () => {
    await expect(inClusterConnection({})).rejects.toMatchObject({ code: 'configuration_invalid' });
    const env = {
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: '1',
      MODEKEEPER_SERVICE_ACCOUNT_DIR: '/nonexistent',
    };
    await expect(inClusterConnection(env)).rejects.toMatchObject({ code: 'configuration_invalid' });
  });
});
