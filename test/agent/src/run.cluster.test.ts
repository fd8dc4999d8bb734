import { request } from 'node:https';
import { type ApiClient, readAuditLog } from '@modekeeper/cluster';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect, createPod, isReady, logWith, makeNamespace, podWhen, readLog, readPod } from './testing/cluster.ts';

let client: ApiClient;
let namespace: string;
beforeAll(async () => {
  client = connect();
  namespace = await makeNamespace(client);
});
afterAll(() => client.close());

/** Follows a log through the API server until the stream ends or `enough` says so. */
function follow(name: string, enough: (text: string) => boolean): Promise<{ text: string; ended: boolean }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(client.requestOptions(`/api/v1/namespaces/${namespace}/pods/${name}/log`, { follow: 'true' }));
    let text = '';
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (!enough(text)) return;
        resolve({ text, ended: false });
        outgoing.destroy();
      });
      response.on('error', () => resolve({ text, ended: true }));
      response.on('end', () => resolve({ text, ended: true }));
    });
    outgoing.end();
  });
}

describe('a pod of a known image', () => {
  it('runs as a local process, and its output is its log', async () => {
    await createPod(client, { namespace, name: 'hello', script: 'echo "hello from $HOSTNAME"; echo trouble >&2; sleep 300' });
    const pod = await podWhen(client, namespace, 'hello', isReady);
    expect(pod.status?.phase).toBe('Running');
    expect(pod.status?.podIP).toMatch(/^127\.1\.\d+\.\d+$/);
    const log = await logWith(client, namespace, 'hello', 'trouble');
    expect(log).toContain('hello from hello\n');
    expect(await readLog(client, namespace, 'hello', { tailLines: '1', timestamps: 'true' })).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z (trouble|hello from hello)\n$/,
    );
  });

  it('can be followed through the API server, and the stream ends when the container ends', async () => {
    await createPod(client, {
      namespace,
      name: 'count',
      script: 'for i in 1 2 3 4 5; do echo "line $i"; sleep 0.3; done',
      spec: { restartPolicy: 'Never' },
    });
    await podWhen(client, namespace, 'count', ({ status }) => status?.phase !== 'Pending');
    const { text, ended } = await follow('count', () => false);
    expect(ended).toBe(true);
    expect(text).toMatch(/^line 1\nline 2\nline 3\nline 4\nline 5\n/);
    // What was written stays readable after the end.
    expect(await readLog(client, namespace, 'count')).toBe('line 1\nline 2\nline 3\nline 4\nline 5\n');
  });

  it('listens on a loopback address of its own, whatever the pod says', async () => {
    const env = [{ name: 'MODEKEEPER_LISTEN_HOST', value: '0.0.0.0' }];
    await createPod(client, {
      namespace,
      name: 'address',
      script: 'echo "host=$MODEKEEPER_LISTEN_HOST"; sleep 300',
      container: { env },
    });
    const pod = await podWhen(client, namespace, 'address', isReady);
    expect(await logWith(client, namespace, 'address', 'host=')).toBe(`host=${pod.status?.podIP}\n`);
  });

  it('reports success and failure of pods that do not restart', async () => {
    await createPod(client, { namespace, name: 'good', script: 'exit 0', spec: { restartPolicy: 'Never' } });
    await createPod(client, {
      namespace,
      name: 'bad',
      script: 'exit 7',
      spec: { restartPolicy: 'OnFailure' },
      container: { args: ['kill -9 $$$$'] },
    });
    const good = await podWhen(client, namespace, 'good', ({ status }) => status?.phase === 'Succeeded');
    expect(good.status?.containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
    const bad = await podWhen(client, namespace, 'bad', ({ status }) => (status?.containerStatuses?.[0]?.restartCount ?? 0) > 0);
    expect(bad.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({ exitCode: 137, reason: 'Error' });
  });

  it('starts again with growing pauses, counts them, and keeps the log of the run before', async () => {
    await createPod(client, { namespace, name: 'crash', script: 'echo "run"; exit 3' });
    const looping = await podWhen(
      client,
      namespace,
      'crash',
      ({ status }) =>
        status?.containerStatuses?.[0]?.state?.waiting?.reason === 'CrashLoopBackOff' &&
        (status.containerStatuses[0]?.restartCount ?? 0) >= 2,
    );
    const [status] = looping.status?.containerStatuses ?? [];
    expect(status?.lastState?.terminated?.exitCode).toBe(3);
    expect(looping.status?.phase).toBe('Running');
    expect(isReady(looping)).toBe(false);
    expect(await readLog(client, namespace, 'crash', { previous: 'true' })).toBe('run\n');
  });

  it('is drained: SIGTERM, time to finish, then the pod goes', async () => {
    const script = `trap 'echo draining; sleep 1; echo drained; exit 0' TERM; echo ready; while :; do sleep 0.1; done`;
    await createPod(client, { namespace, name: 'drain', script, spec: { terminationGracePeriodSeconds: 20 } });
    await logWith(client, namespace, 'drain', 'ready');
    const watched = follow('drain', (text) => text.includes('drained'));
    const begun_ms = performance.now();
    await client.call({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}/pods/drain` });
    expect((await readPod(client, namespace, 'drain'))?.metadata?.deletionTimestamp).toBeDefined();
    expect((await watched).text).toContain('ready\ndraining\ndrained\n');
    await expect.poll(() => readPod(client, namespace, 'drain')).toBeNull();
    expect(performance.now() - begun_ms).toBeGreaterThan(1_000);
    // The agent, not kwok, confirmed the deletion.
    const deletions = await readAuditLog(inject('auditLogPath'), {
      namespace,
      name: 'drain',
      resource: 'pods',
      verbs: ['delete'],
    });
    expect(deletions.map(({ user }) => user.username)).toEqual(['sandbox:admin', 'sandbox:node-agent']);
  });

  it('is killed when it does not end within its grace period', async () => {
    await createPod(client, {
      namespace,
      name: 'stubborn',
      script: `trap '' TERM; echo ready; while :; do sleep 0.2; done`,
      spec: { terminationGracePeriodSeconds: 1 },
    });
    await logWith(client, namespace, 'stubborn', 'ready');
    await client.call({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}/pods/stubborn` });
    await expect.poll(() => readPod(client, namespace, 'stubborn')).toBeNull();
  });

  it('is ready only while its readiness probe succeeds, and starts again when its liveness probe fails', async () => {
    const script = `node -e '
      let ready = false;
      setTimeout(() => { ready = true; }, 1500);
      setTimeout(() => { ready = false; }, 5000);
      require("node:http").createServer((request, response) => {
        response.statusCode = request.url === "/live" || ready ? 200 : 503;
        if (request.url === "/live" && process.uptime() > 8) response.statusCode = 500;
        response.end();
      }).listen(8080, process.env.MODEKEEPER_LISTEN_HOST)'`;
    const every = { periodSeconds: 1, failureThreshold: 1 };
    await createPod(client, {
      namespace,
      name: 'probed',
      script,
      container: {
        ports: [{ name: 'http', containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/ready', port: 'http' }, ...every },
        livenessProbe: { httpGet: { path: '/live', port: 8080 }, initialDelaySeconds: 2, ...every },
      },
    });
    const begun = await podWhen(
      client,
      namespace,
      'probed',
      ({ status }) => status?.containerStatuses?.[0]?.state?.running !== undefined,
    );
    expect(isReady(begun)).toBe(false);
    await podWhen(client, namespace, 'probed', isReady);
    await podWhen(client, namespace, 'probed', (pod) => !isReady(pod));
    await podWhen(client, namespace, 'probed', ({ status }) => (status?.containerStatuses?.[0]?.restartCount ?? 0) > 0);
  });
});

describe('a pod of any other image', () => {
  it('only pretends to run, and kwok deletes it', async () => {
    await createPod(client, { namespace, name: 'pretend', container: { image: 'registry.example:5000/other/thing:2' } });
    await podWhen(client, namespace, 'pretend', isReady);
    await client.call({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}/pods/pretend` });
    await expect.poll(() => readPod(client, namespace, 'pretend')).toBeNull();
  });
});
