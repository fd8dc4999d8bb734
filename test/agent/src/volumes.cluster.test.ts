import { type ApiClient, createIfAbsent, fetchObject, readAuditLog } from '@modekeeper/cluster';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect, createPod, isReady, logWith, makeNamespace, podWhen, readLog } from './testing/cluster.ts';

let client: ApiClient;
let namespace: string;
beforeAll(async () => {
  client = connect();
  namespace = await makeNamespace(client);
});
afterAll(() => client.close());

const createConfigMap = (name: string, data: Record<string, string>) =>
  createIfAbsent(client, `/api/v1/namespaces/${namespace}/configmaps`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data,
  });
const createSecret = (name: string, stringData: Record<string, string>) =>
  createIfAbsent(client, `/api/v1/namespaces/${namespace}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    stringData,
  });

/** Shell loop that prints a file whenever it changed. */
const printChanges = (file: string) =>
  `last=; while :; do now=$(cat "${file}" 2>/dev/null); [ "$now" != "$last" ] && printf "[%s]\\n" "$now"; last=$now; sleep 0.05; done`;

describe('environment', () => {
  it('comes from values, references, fields and resources, and from nothing of the agent', async () => {
    await createConfigMap('settings', { color: 'green', shape: 'round' });
    await createSecret('keys', { password: 'open sesame' });
    const env = [
      { name: 'PLAIN', value: 'a' },
      { name: 'BUILT', value: '$(PLAIN)-$(COLOR)-$$(PLAIN)-$(NONE)' },
      { name: 'WHERE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'keys', key: 'password' } } },
      { name: 'ABSENT', valueFrom: { configMapKeyRef: { name: 'settings', key: 'nothing', optional: true } } },
    ];
    await createPod(client, {
      namespace,
      name: 'env',
      script: 'env | sort; echo done; sleep 300',
      container: {
        env: [{ name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'color' } } }, ...env],
        envFrom: [{ prefix: 'SET_', configMapRef: { name: 'settings' } }],
        resources: { limits: { memory: '64Mi' } },
      },
    });
    const lines = (await logWith(client, namespace, 'env', 'done')).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'BUILT=a-green-$(PLAIN)-$(NONE)',
        `WHERE=${namespace}`,
        'MEMORY=64',
        'PASSWORD=open sesame',
        'SET_shape=round',
        'HOSTNAME=env',
        'KUBERNETES_SERVICE_HOST=127.0.0.1',
        `KUBERNETES_SERVICE_PORT=${new URL(inject('apiServer')).port}`,
      ]),
    );
    expect(lines.filter((line) => /^(ABSENT|HOME|VITEST|NODE_ENV)=/.test(line))).toEqual([]);
  });

  it('keeps a container waiting, with the reason, until what it refers to exists', async () => {
    await createPod(client, {
      namespace,
      name: 'waits',
      script: 'echo "got $LATE"; sleep 300',
      container: { env: [{ name: 'LATE', valueFrom: { configMapKeyRef: { name: 'late', key: 'value' } } }] },
    });
    const waiting = await podWhen(
      client,
      namespace,
      'waits',
      ({ status }) => status?.containerStatuses?.[0]?.state?.waiting?.reason === 'CreateContainerConfigError',
    );
    expect(waiting.status?.phase).toBe('Pending');
    expect(waiting.status?.containerStatuses?.[0]?.state?.waiting?.message).toBe('configmap "late" not found');
    await createConfigMap('late', { value: 'it' });
    expect(await logWith(client, namespace, 'waits', 'got')).toBe('got it\n');
  });
});

describe('volumes', () => {
  it('hold ConfigMaps and Secrets at their mount paths, optional ones too, and follow changes within two seconds', async () => {
    await createConfigMap('app', { 'app.json': 'one' });
    await createPod(client, {
      namespace,
      name: 'mounted',
      script: `ls /etc/none; ${printChanges('/etc/app/app.json')}`,
      container: {
        volumeMounts: [
          { name: 'app', mountPath: '/etc/app' },
          { name: 'none', mountPath: '/etc/none' },
        ],
      },
      spec: {
        volumes: [
          { name: 'app', configMap: { name: 'app' } },
          { name: 'none', secret: { secretName: 'absent', optional: true } },
        ],
      } as never,
    });
    await logWith(client, namespace, 'mounted', '[one]');
    await fetchObject(client, {
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/configmaps/app`,
      body: { data: { 'app.json': 'two' } },
    });
    const changed_ms = performance.now();
    await logWith(client, namespace, 'mounted', '[two]');
    expect(performance.now() - changed_ms).toBeLessThan(2_500);
  });

  it('of a missing ConfigMap keep the pod from starting', async () => {
    await createPod(client, {
      namespace,
      name: 'blocked',
      script: 'echo started; sleep 300',
      container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      spec: { volumes: [{ name: 'v', configMap: { name: 'comes-later' } }] } as never,
    });
    const blocked = await podWhen(
      client,
      namespace,
      'blocked',
      ({ status }) => (status?.containerStatuses?.[0]?.state?.waiting?.message ?? '') !== '',
    );
    expect(blocked.status?.containerStatuses?.[0]?.state?.waiting).toEqual({
      reason: 'ContainerCreating',
      message: 'configmap "comes-later" not found',
    });
    await createConfigMap('comes-later', { a: '1' });
    await podWhen(client, namespace, 'blocked', isReady);
  });

  it('of the downward API show a changed annotation within two seconds, escaped as the kubelet escapes', async () => {
    await createPod(client, {
      namespace,
      name: 'downward',
      script: printChanges('/etc/podinfo/annotations'),
      annotations: { 'modekeeper/knob.concurrency': '1' },
      container: { volumeMounts: [{ name: 'podinfo', mountPath: '/etc/podinfo' }] },
      spec: {
        volumes: [
          { name: 'podinfo', downwardAPI: { items: [{ path: 'annotations', fieldRef: { fieldPath: 'metadata.annotations' } }] } },
        ],
      } as never,
    });
    await logWith(client, namespace, 'downward', '[modekeeper/knob.concurrency="1"]');
    await fetchObject(client, {
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/pods/downward`,
      body: { metadata: { annotations: { 'modekeeper/knob.concurrency': '4', note: 'say "hi"\n\ttwice' } } },
    });
    const changed_ms = performance.now();
    await logWith(client, namespace, 'downward', '[modekeeper/knob.concurrency="4"\nnote="say \\"hi\\"\\n\\ttwice"]');
    expect(performance.now() - changed_ms).toBeLessThan(2_500);
  });

  it('give the program the token of its ServiceAccount, which the API server knows as that account and pod', async () => {
    const script = `node -e '
      const { readFileSync } = require("node:fs");
      const folder = process.env.ACCOUNT_DIR;
      const token = readFileSync(folder + "/token", "utf8");
      const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
      require("node:https").get({ host, port, path: "/api/v1/namespaces/" + readFileSync(folder + "/namespace", "utf8") + "/configmaps",
        ca: readFileSync(folder + "/ca.crt"), headers: { Authorization: "Bearer " + token } },
        (response) => { console.log("answer " + response.statusCode); setTimeout(() => {}, 300000); })'`;
    await createPod(client, {
      namespace,
      name: 'token',
      script,
      container: { env: [{ name: 'ACCOUNT_DIR', value: '/var/run/secrets/kubernetes.io/serviceaccount' }] },
    });
    expect(await logWith(client, namespace, 'token', 'answer')).toBe('answer 403\n');
    const user = `system:serviceaccount:${namespace}:default`;
    const [call] = await readAuditLog(inject('auditLogPath'), { namespace, user, resource: 'configmaps' });
    expect(call).toMatchObject({ verb: 'list', responseStatus: { code: 403 } });
    expect(JSON.stringify(call?.user)).toContain('"authentication.kubernetes.io/pod-name":["token"]');
  });
});

describe('the image trainer', () => {
  it('prints its telemetry and follows its own annotations', async () => {
    await createPod(client, {
      namespace,
      name: 'trainer',
      annotations: { 'modekeeper/knob.concurrency': '1', 'modekeeper/knob.dataloader_prefetch_factor': '1' },
      container: {
        image: 'modekeeper/trainer:0.1.0',
        args: [],
        env: [
          { name: 'MODEKEEPER_LOOP_INTERVAL_S', value: '0.2' },
          { name: 'MODEKEEPER_ANNOTATIONS_FILE', value: '/etc/podinfo/annotations' },
        ],
        volumeMounts: [{ name: 'podinfo', mountPath: '/etc/podinfo' }],
      },
      spec: {
        automountServiceAccountToken: false,
        volumes: [
          { name: 'podinfo', downwardAPI: { items: [{ path: 'annotations', fieldRef: { fieldPath: 'metadata.annotations' } }] } },
        ],
      } as never,
    });
    const first = JSON.parse((await logWith(client, namespace, 'trainer', '"step":1,')).split('\n', 1)[0] ?? '') as Record<
      string,
      unknown
    >;
    expect(first).toMatchObject({ step: 1, event: 'knobs_snapshot', knobs: { concurrency: 1, dataloader_prefetch_factor: 1 } });
    expect([2000, 4000]).toContain(first.step_time_ms);
    const body = {
      metadata: { annotations: { 'modekeeper/knob.concurrency': '4', 'modekeeper/knob.dataloader_prefetch_factor': '2' } },
    };
    await fetchObject(client, { method: 'PATCH', path: `/api/v1/namespaces/${namespace}/pods/trainer`, body });
    await logWith(client, namespace, 'trainer', '"step_time_ms":1000,');
    const last = (await readLog(client, namespace, 'trainer', { tailLines: '1' })).trim();
    expect(JSON.parse(last)).toMatchObject({ step_time_ms: 1000, knobs_kv: 'concurrency=4,dataloader_prefetch_factor=2' });
  });
});
