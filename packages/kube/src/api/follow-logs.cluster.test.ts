import { createServer, connect as dial, type Socket } from 'node:net';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { eventually } from '../scene/eventually.ts';
import { collectLog, podWithLog } from '../scene/pod-log.ts';
import { connectionOf } from '../scene/scene.ts';
import { connectApi } from './connect.ts';

/** The API server behind a TCP relay whose connections a test can cut. */
async function relay() {
  const { hostname, port } = new URL(inject('apiServer'));
  const sockets = new Set<Socket>();
  const server = createServer((left) => {
    const right = dial(Number(port), hostname);
    for (const socket of [left, right]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    }
    left.pipe(right).pipe(left);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(null)));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const address = server.address();
  return { url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, cut };
}

describe('following a pod log through the real API server', () => {
  it('delivers lines as they come, with the timestamp of the kubelet, until it is aborted', async () => {
    const { scene, name, write } = await podWithLog();
    const stop = new AbortController();
    const { cluster } = scene.connect();
    const { seen, done, lines } = collectLog(
      cluster.followPodLogs({ namespace: scene.namespace, pod: name, container: 'main', signal: stop.signal }),
    );
    await eventually(
      async () => lines(),
      (all) => all.includes('first'),
    );
    await write('second {"step":1}');
    expect(
      await eventually(
        async () => lines(),
        (all) => all.length >= 2,
      ),
    ).toEqual(['first', 'second {"step":1}']);
    expect(seen.find(({ kind }) => kind === 'line')).toMatchObject({
      text: expect.stringMatching(/^\d{4}-\d\d-\d\dT\S+Z first$/),
    });
    stop.abort();
    await done;
  });

  it('opens a cut stream again and repeats no line, however often it is cut', async () => {
    const { scene, name, write } = await podWithLog();
    const { url, cut } = await relay();
    const api = connectApi(connectionOf(url, inject('adminToken')));
    onTestFinished(() => api.close());
    const stop = new AbortController();
    const { seen, done, lines } = collectLog(
      api.cluster.followPodLogs({ namespace: scene.namespace, pod: name, signal: stop.signal }),
    );
    const expected = ['first'];
    for (let round = 0; round < 4; round += 1) {
      expected.push(`a${round}`, `b${round}`, 'same');
      await write(`a${round}`, `b${round}`, 'same');
      await eventually(
        async () => lines(),
        (all) => all.length >= expected.length,
      );
      cut();
    }
    await write('last');
    await eventually(
      async () => lines(),
      (all) => all.includes('last'),
    );
    expect(lines()).toEqual([...expected, 'last']);
    expect(seen.filter(({ kind }) => kind === 'interrupted').length).toBeGreaterThanOrEqual(4);
    stop.abort();
    await done;
  });

  it('ends when the pod is gone, though its last stream never closed', async () => {
    const { scene, name } = await podWithLog();
    const { cluster } = scene.connect();
    const follow = { namespace: scene.namespace, pod: name, idle_ms: 1000, signal: AbortSignal.timeout(60_000) };
    const { seen, done, lines } = collectLog(cluster.followPodLogs(follow));
    await eventually(
      async () => lines(),
      (all) => all.length > 0,
    );
    await scene.admin.call({ method: 'DELETE', path: `/apis/apps/v1/namespaces/${scene.namespace}/deployments/trainer` });
    await done;
    expect(seen.at(-1)).toEqual({ kind: 'gone' });
    expect(lines()).toEqual(['first']);
  });

  it('says why it cannot follow, and goes on trying', async () => {
    const { scene, name } = await podWithLog();
    const { cluster } = scene.connect(await scene.tokenWith([]));
    const stop = new AbortController();
    const { seen, done } = collectLog(cluster.followPodLogs({ namespace: scene.namespace, pod: name, signal: stop.signal }));
    await eventually(
      async () => seen,
      (all) => all.length >= 2,
    );
    expect(seen[0]).toMatchObject({ kind: 'interrupted', failure: { kind: 'forbidden', status: 403 }, retry_in_ms: 500 });
    expect(seen[1]).toMatchObject({ kind: 'interrupted', retry_in_ms: 1000 });
    stop.abort();
    await done;
  });
});
