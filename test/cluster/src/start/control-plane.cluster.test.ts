import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAgent } from '../../../agent/src/index.ts';
import { createIfAbsent, fetchObject, findObject } from '../client/objects.ts';
import { createClient } from '../client/request.ts';
import { startOf } from '../process/identity.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { waitSchedulable } from './schedulable.ts';
import { type Cluster, startCluster } from './start-cluster.ts';
import { waitFor } from './wait.ts';

// These tests stop and kill, so each has a control plane of its own.
let stateDir = '';
let cluster: Cluster | undefined;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'modekeeper-own-'));
});
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
  await rm(stateDir, { recursive: true, force: true });
});

const createNamespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const namespace = (name: string) => ({ method: 'GET' as const, path: `/api/v1/namespaces/${name}` });
type Deployment = { status?: { readyReplicas?: number } };
const deployment = { method: 'GET' as const, path: '/apis/apps/v1/namespaces/default/deployments/web' };

describe('a control plane', () => {
  it('keeps kubeconfig and objects over a restart, schedules pods, refuses a second holder and leaves no process', async () => {
    cluster = await startCluster({ stateDir });
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
    await waitSchedulable(cluster.client);
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1', resources: { limits: { 'nvidia.com/gpu': '2' } } }] },
    };
    const body = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template },
    };
    await fetchObject(cluster.client, { method: 'POST', path: '/apis/apps/v1/namespaces/default/deployments', body });
    const { client } = cluster;
    await waitFor(async () => (await fetchObject<Deployment>(client, deployment)).status?.readyReplicas === 2, {
      what: 'replicas',
      timeout_ms: 60_000,
    });

    await expect(startCluster({ stateDir })).rejects.toMatchObject({ code: 'conflict' });
    const kubeconfig = await readFile(cluster.kubeconfig, 'utf8');
    const pids = Object.values(cluster.pids());
    expect(pids).toHaveLength(5);
    await cluster.stop();
    expect(pids.map(startOf)).toEqual([null, null, null, null, null]);

    cluster = await startCluster({ stateDir });
    expect(await readFile(cluster.kubeconfig, 'utf8')).toBe(kubeconfig);
    expect((await fetchObject<Deployment>(cluster.client, deployment)).status?.readyReplicas).toBe(2);
  });

  it('comes back after a crash of the API server, and the audit log goes on', async () => {
    cluster = await startCluster({ stateDir });
    await createIfAbsent(cluster.client, '/api/v1/namespaces', createNamespace('before'));
    await cluster.killComponent('kube-apiserver');
    await expect(cluster.client.call(namespace('before'))).rejects.toThrow('ECONNREFUSED');
    await cluster.startComponent('kube-apiserver');
    expect(await findObject(cluster.client, namespace('before'))).not.toBeNull();
    await createIfAbsent(cluster.client, '/api/v1/namespaces', createNamespace('after'));
    const written = await cluster.readAudit({ user: 'sandbox:admin', resource: 'namespaces', verbs: ['create'] });
    expect(written.map(({ objectRef }) => objectRef?.name)).toEqual(['before', 'after']);
    expect(written[0]).toMatchObject({ level: 'RequestResponse', responseStatus: { code: 201 } });
  });

  it('starts a component again that ends by itself', async () => {
    const own = await startCluster({ stateDir });
    cluster = own;
    const before = own.pids()['kube-scheduler'] ?? 0;
    process.kill(before, 'SIGKILL');
    await waitFor(async () => (own.pids()['kube-scheduler'] ?? before) !== before, { what: 'the scheduler', timeout_ms: 60_000 });
  });

  it('ends with its parent, even when that one is killed', async () => {
    const index = fileURLToPath(new URL('../index.ts', import.meta.url));
    const script = `
      const { startCluster } = await import(${JSON.stringify(index)});
      const cluster = await startCluster({ stateDir: ${JSON.stringify(stateDir)} });
      console.log(JSON.stringify(cluster.pids()));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = await new Promise<number[]>((resolve) => {
      parent.stdout.once('data', (text: Buffer) => resolve(Object.values(JSON.parse(text.toString()) as Record<string, number>)));
    });
    expect(pids.every((pid) => startOf(pid) !== null)).toBe(true);
    parent.kill('SIGKILL');
    await waitFor(async () => pids.every((pid) => startOf(pid) === null), {
      what: 'the end of all components',
      timeout_ms: 60_000,
    });
    // Nothing stands in the way of the next start.
    cluster = await startCluster({ stateDir });
    expect(Object.keys(cluster.pids())).toHaveLength(5);
  });
});

describe('the node agent', () => {
  const podPath = '/api/v1/namespaces/default/pods';
  type Pod = { status?: { phase?: string; containerStatuses?: { restartCount: number }[] } };
  const readPod = (name: string) => ({ method: 'GET' as const, path: `${podPath}/${name}` });
  const pod = (name: string, script: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'main', image: 'modekeeper/trainer', args: [script] }] },
  });
  const programs = { 'modekeeper/trainer': { command: ['sh', '-c'] } };

  it('goes on after the API server was away, and starts its programs again after a restart of its own', async () => {
    const own = await startCluster({ stateDir });
    cluster = own;
    await waitSchedulable(own.client);
    const options = {
      access: { server: own.server, caFile: own.caFile, token: own.tokens.agent },
      programs,
      stateDir: join(stateDir, 'agent'),
    };
    const first = startAgent(options);
    expect(() => startAgent(options)).toThrow(expect.objectContaining({ code: 'conflict' }));
    await fetchObject(own.client, {
      method: 'POST',
      path: podPath,
      body: pod('stays', 'sleep 300'),
    });
    const isRunning = async (name: string) => (await fetchObject<Pod>(own.client, readPod(name))).status?.phase === 'Running';
    await waitFor(() => isRunning('stays'), { what: 'pod', timeout_ms: 60_000 });

    await own.killComponent('kube-apiserver');
    await own.startComponent('kube-apiserver');
    expect((await fetchObject<Pod>(own.client, readPod('stays'))).status?.containerStatuses?.[0]?.restartCount).toBe(0);
    await fetchObject(own.client, { method: 'POST', path: podPath, body: pod('later', 'sleep 300') });
    await waitFor(() => isRunning('later'), { what: 'pod after the gap', timeout_ms: 60_000 });

    await first.stop();
    const second = startAgent(options);
    const restarts = async () =>
      (await fetchObject<Pod>(own.client, readPod('stays'))).status?.containerStatuses?.[0]?.restartCount;
    await waitFor(async () => (await restarts()) === 1, { what: 'restart', timeout_ms: 60_000 });
    await second.stop();
  });
});

describe('the fault proxy', () => {
  it('refuses, loses answers and cuts as told, and passes on everything else', async () => {
    cluster = await startCluster({ stateDir });
    const proxy = await startFaultProxy(cluster);
    const client = createClient({ server: proxy.server, caFile: cluster.caFile, token: cluster.adminToken });
    expect((await client.call(namespace('default'))).status).toBe(200);
    proxy.setRule(({ method, path }) =>
      method === 'GET' && path.endsWith('/default') ? { kind: 'status', code: 429, reason: 'TooManyRequests' } : undefined,
    );
    expect(await client.call(namespace('default'))).toMatchObject({
      status: 429,
      body: expect.stringContaining('TooManyRequests'),
    });
    expect((await client.call(namespace('kube-system'))).status).toBe(200);
    proxy.setRule(({ method }) => (method === 'POST' ? { kind: 'lose_answer' } : undefined));
    await expect(client.call({ method: 'POST', path: '/api/v1/namespaces', body: createNamespace('done') })).rejects.toThrow();
    expect((await client.call(namespace('done'))).status).toBe(200);
    proxy.setRule(() => ({ kind: 'cut' }));
    await expect(client.call(namespace('default'))).rejects.toThrow();
    proxy.setRule(() => ({ kind: 'hang' }));
    await expect(client.call({ ...namespace('default'), timeout_ms: 200 })).rejects.toThrow('no answer within 200 ms');
    client.close();
    await proxy.stop();
  });
});
