import type { ApiCall } from '@modekeeper/cluster';
import { apps } from './objects.ts';

/** JSON Patch operations of one escape, and the words of the guard's refusal. */
export type Escape = { what: string; ops: readonly unknown[]; message: RegExp };

const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const drop = (path: string) => ({ op: 'remove', path });
const refusedWith =
  (message: RegExp) =>
  (what: string, ...ops: readonly unknown[]): Escape => ({ what, ops, message });

const pod = '/spec/template/spec';
const container = `${pod}/containers/0`;
const template = '/spec/template/metadata';
const annotation = (key: string) => key.replaceAll('/', '~1');

const podSpec = refusedWith(/the pod's spec changed/);
const spec = refusedWith(/a field of spec outside the pod template changed/);
const templateMetadata = refusedWith(/metadata of the pod template other than annotations changed/);
const metadata = refusedWith(/metadata of the Deployment other than annotations changed/);
const templateAnnotation = refusedWith(/an annotation of the pod template/);
const objectAnnotation = refusedWith(/an annotation of the Deployment/);
const owners = refusedWith(/managedFields of another manager changed/);

/** Changes of the pod that a patch could smuggle in beside a knob. */
export const podEscapes: Escape[] = [
  podSpec('image', add(`${container}/image`, 'example/other:1')),
  podSpec('environment', add(`${container}/env/-`, { name: 'EXTRA', value: '1' })),
  podSpec('value of an existing variable', add(`${container}/env/0/value`, 'steal')),
  podSpec('removed environment', drop(`${container}/env`)),
  podSpec('command', add(`${container}/command`, ['sh'])),
  podSpec('resources', add(`${container}/resources`, { limits: { memory: '1Gi' } })),
  podSpec('container securityContext', add(`${container}/securityContext/allowPrivilegeEscalation`, true)),
  podSpec('second container', add(`${pod}/containers/-`, { name: 'more', image: 'example/other:1' })),
  podSpec('init container', add(`${pod}/initContainers`, [{ name: 'init', image: 'example/other:1' }])),
  podSpec('host path volume', add(`${pod}/volumes`, [{ name: 'host', hostPath: { path: '/' } }])),
  podSpec('service account', add(`${pod}/serviceAccountName`, 'default')),
  podSpec('host network', add(`${pod}/hostNetwork`, true)),
  podSpec('node selector', add(`${pod}/nodeSelector`, { a: 'b' })),
  podSpec('toleration', add(`${pod}/tolerations`, [{ operator: 'Exists' }])),
  podSpec('grace period', add(`${pod}/terminationGracePeriodSeconds`, 0)),
  podSpec('pod securityContext removed', drop(`${pod}/securityContext/runAsNonRoot`)),
];

export const specEscapes: Escape[] = [
  spec('replicas', add('/spec/replicas', 5)),
  spec('paused', add('/spec/paused', true)),
  spec('strategy', add('/spec/strategy', { type: 'RollingUpdate' })),
  spec('minReadySeconds', add('/spec/minReadySeconds', 60)),
  spec('progress deadline', add('/spec/progressDeadlineSeconds', 5)),
  spec('revision history', add('/spec/revisionHistoryLimit', 0)),
  templateMetadata('label of the pod template', add(`${template}/labels/extra`, '1')),
  templateMetadata('finalizer of the pod template', add(`${template}/finalizers`, ['example/hold'])),
  metadata('owner reference', add('/metadata/ownerReferences', [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'x' }])),
  metadata('finalizer', add('/metadata/finalizers', ['example/hold'])),
  metadata('label', add('/metadata/labels/extra', '1')),
  metadata('changed label', add('/metadata/labels/app', 'other')),
  metadata('removed labels', drop('/metadata/labels')),
];

const knob = annotation('modekeeper/knob.concurrency');
const values: [string, string][] = [
  ['below the bounds', '0'],
  ['above the bounds', '17'],
  ['negative', '-4'],
  ['with a plus sign', '+4'],
  ['leading zero', '04'],
  ['leading space', ' 4'],
  ['trailing newline', '4\n'],
  ['empty', ''],
  ['a fraction', '4.0'],
  ['hexadecimal', '0x4'],
  ['an exponent', '1e1'],
  ['digits of another script', '٤'],
  ['larger than 64 bit', '99999999999999999999'],
  ['ten digits', '1000000000'],
  ['text', 'four'],
  ['two values', '4,5'],
];

export const annotationEscapes: Escape[] = [
  ...values.map(([what, value]) => templateAnnotation(`knob ${what}`, add(`${template}/annotations/${knob}`, value))),
  ...values.map(([what, value]) => objectAnnotation(`knob on the object ${what}`, add(`/metadata/annotations/${knob}`, value))),
  templateAnnotation(
    'restartedAt',
    add(`${template}/annotations/${annotation('kubectl.kubernetes.io/restartedAt')}`, '2026-01-01T00:00:00Z'),
  ),
  templateAnnotation('foreign annotation', add(`${template}/annotations/${annotation('example/new')}`, 'x')),
  templateAnnotation('changed foreign annotation', add(`${template}/annotations/${annotation('example/team')}`, 'x')),
  templateAnnotation('removed foreign annotation', drop(`${template}/annotations/${annotation('example/team')}`)),
  templateAnnotation('removed annotations', drop(`${template}/annotations`)),
  templateAnnotation(
    'a knob that is not listed',
    add(`${template}/annotations/${annotation('modekeeper/knob.grad_accum_steps')}`, '4'),
  ),
  templateAnnotation('a knob in other case', add(`${template}/annotations/${annotation('modekeeper/knob.Concurrency')}`, '4')),
  templateAnnotation('plan on the template', add(`${template}/annotations/${annotation('modekeeper/plan')}`, 'pl_1')),
  templateAnnotation('plan digest on the template', add(`${template}/annotations/${annotation('modekeeper/plan-digest')}`, 'a')),
  objectAnnotation('foreign annotation on the object', add(`/metadata/annotations/${annotation('example/new')}`, 'x')),
  objectAnnotation('changed foreign annotation on the object', add(`/metadata/annotations/${annotation('example/owner')}`, 'x')),
  objectAnnotation('removed foreign annotation on the object', drop(`/metadata/annotations/${annotation('example/owner')}`)),
  objectAnnotation('removed annotations of the object', drop('/metadata/annotations')),
  objectAnnotation('changed declaration of knobs', add(`/metadata/annotations/${annotation('modekeeper/knobs')}`, 'all')),
  objectAnnotation('quarantine', add(`/metadata/annotations/${annotation('modekeeper/quarantine')}`, 'off')),
  objectAnnotation('rollout revision', add(`/metadata/annotations/${annotation('deployment.kubernetes.io/revision')}`, '99')),
  objectAnnotation('plan with a line break', add(`/metadata/annotations/${annotation('modekeeper/plan')}`, 'pl_1\nx')),
  objectAnnotation('plan as a hiding place', add(`/metadata/annotations/${annotation('modekeeper/plan')}`, 'x'.repeat(129))),
];

const entry = (manager: string) => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  time: '2026-01-01T00:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
});

// Stands for the place of the team's entry, which owns the knobs among everything else; its number depends on the clock.
const team = '/metadata/managedFields/TEAM';

/** The record of who owns which field. */
export const ownershipEscapes: Escape[] = [
  metadata('managedFields emptied', add('/metadata/managedFields', [{}])),
  owners('managedFields replaced', add('/metadata/managedFields', [entry('modekeeper')])),
  owners('managedFields forged', add('/metadata/managedFields/-', entry('helm'))),
  owners('a manager forgotten', drop(team)),
  owners('a manager renamed', add(`${team}/manager`, 'helm')),
  owners('a claim dropped from the spec', drop(`${team}/fieldsV1/f:spec/f:replicas`)),
  owners('a claim dropped from the pod', drop(`${team}/fieldsV1/f:spec/f:template/f:spec/f:containers`)),
  owners('all claims on the pod template dropped', drop(`${team}/fieldsV1/f:spec/f:template`)),
  owners('a claim on a label dropped', drop(`${team}/fieldsV1/f:metadata/f:labels`)),
  owners(
    'a claim on a foreign annotation dropped',
    drop(`${team}/fieldsV1/f:spec/f:template/f:metadata/f:annotations/f:example~1team`),
  ),
  owners('a claim put into another’s name', add(`${team}/fieldsV1/f:spec/f:paused`, {})),
  owners('a claim on status put into another’s name', add(`${team}/fieldsV1/f:status`, {})),
];

/** The operations for a Deployment with this record of managers. */
export const resolveOps = (ops: readonly unknown[], managers: readonly { manager: string }[]): unknown[] =>
  JSON.parse(JSON.stringify(ops).replaceAll('/TEAM', `/${managers.findIndex(({ manager }) => manager === 'team')}`));

/** Requests that are no update of a Deployment itself. */
export function otherRequests(namespace: string): [string, ApiCall][] {
  const patch = (path: string, body: unknown): ApiCall => ({ method: 'PATCH', path, body });
  const body = (kind: string, apiVersion: string, spec: unknown) => ({ apiVersion, kind, metadata: { name: 'mine' }, spec });
  const podTemplate = {
    metadata: { labels: { a: 'b' } },
    spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'example/x:1' }] },
  };
  const always = { ...podTemplate, spec: { containers: podTemplate.spec.containers } };
  const selected = { selector: { matchLabels: { a: 'b' } }, template: always };
  const deployment = `${apps(namespace)}/deployments/trainer`;
  return [
    ['scale by patch', patch(`${deployment}/scale`, { spec: { replicas: 5 } })],
    ['status by patch', patch(`${deployment}/status`, { status: { replicas: 5, observedGeneration: 99 } })],
    [
      'annotation through status',
      patch(`${deployment}/status`, { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } }),
    ],
    ['delete', { method: 'DELETE', path: deployment }],
    ['delete all', { method: 'DELETE', path: `${apps(namespace)}/deployments` }],
    [
      'create a Deployment',
      { method: 'POST', path: `${apps(namespace)}/deployments`, body: body('Deployment', 'apps/v1', selected) },
    ],
    [
      'create a StatefulSet',
      { method: 'POST', path: `${apps(namespace)}/statefulsets`, body: body('StatefulSet', 'apps/v1', selected) },
    ],
    [
      'create a DaemonSet',
      { method: 'POST', path: `${apps(namespace)}/daemonsets`, body: body('DaemonSet', 'apps/v1', selected) },
    ],
    [
      'create a ReplicaSet',
      { method: 'POST', path: `${apps(namespace)}/replicasets`, body: body('ReplicaSet', 'apps/v1', selected) },
    ],
    [
      'create a Job',
      {
        method: 'POST',
        path: `/apis/batch/v1/namespaces/${namespace}/jobs`,
        body: body('Job', 'batch/v1', { template: podTemplate }),
      },
    ],
    [
      'create a CronJob',
      {
        method: 'POST',
        path: `/apis/batch/v1/namespaces/${namespace}/cronjobs`,
        body: body('CronJob', 'batch/v1', { schedule: '* * * * *', jobTemplate: { spec: { template: podTemplate } } }),
      },
    ],
  ];
}
