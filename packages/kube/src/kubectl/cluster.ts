import { OWN_FIELD_MANAGER } from '@modekeeper/engine';
import type { z } from 'zod';
import { newestFirst, selectorOf, summaryOf } from '../api/list-pods.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { AccessQuery, Cluster, TargetRef } from '../cluster.ts';
import { closedBy, type Gate } from '../gate.ts';
import { follow } from '../logs/follow.ts';
import {
  type Deployment,
  deploymentListSchema,
  deploymentSchema,
  kubeObjectSchema,
  podListSchema,
  versionSchema,
} from '../objects.ts';
import { type Failure, mapOk, type Outcome } from '../outcome.ts';
import { canIAnswer, jsonAnswer, memberAt } from './answers.ts';
import { kubectlFailure } from './classify.ts';
import { openKubectlLog } from './open-log.ts';
import { type Kubectl, type KubectlProgram, kubectlRunner } from './run-kubectl.ts';

/** How long a request may run at the server; the same as over the API. */
const REQUEST_TIMEOUT = '--request-timeout=10s';

/**
 * The `Cluster` port over a kubectl program, for wherever the person's own kubectl is the way to the cluster. What kubectl does not tell (HTTP
 * status, the server's clock) is absent from its outcomes. `mk k8s verify` and `apply` call kubectl themselves: their calls are contract.
 */
export function kubectlCluster(program: KubectlProgram, clock: Clock = systemClock): Cluster {
  const kubectl = kubectlRunner(program.binary, { env: program.env, cwd: program.cwd });
  const namespace = (name: string) => read(kubectl, kubeObjectSchema, ['get', `namespace/${name}`]);
  return {
    getDeployment: (target) => read(kubectl, deploymentSchema, ['-n', target.namespace, 'get', `deployment/${target.name}`]),
    getNamespace: namespace,
    getClusterUid: async () => mapOk(await namespace('kube-system'), (object) => object.metadata.uid),
    serverVersion: async () => {
      const answer = await read(kubectl, null, ['version']);
      return answer.kind === 'ok' ? parsed(versionSchema, memberAt(answer.value, 'serverVersion')) : answer;
    },
    patchDeployment: (target, patch, { dry_run }, gate) => patchDeployment(kubectl, target, JSON.stringify(patch), dry_run, gate),
    listDeployments: async (space, selector) =>
      mapOk(
        await read(kubectl, deploymentListSchema, ['-n', space, 'get', 'deployments', `--selector=${selector}`]),
        ({ items }) => items.map(({ metadata }) => metadata.name).sort(),
      ),
    listPods: async (space, selector, limit) => {
      const query = selectorOf(selector);
      if (typeof query !== 'string') return query;
      const listed = await read(kubectl, podListSchema, ['-n', space, 'get', 'pods', `--selector=${query}`]);
      return mapOk(listed, ({ items }) => ({
        pods: items.map(summaryOf).sort(newestFirst).slice(0, limit),
        total: items.length,
      }));
    },
    followPodLogs: (input) => follow(clock, input.signal, (since) => openKubectlLog(program, input, since)),
    can: (query) => can(kubectl, query),
  };
}

type Json = ReturnType<typeof jsonAnswer>;

/** Reads JSON; without a schema whatever came. */
async function read<T>(kubectl: Kubectl, schema: z.ZodType<T>, args: readonly string[]): Promise<Outcome<T>>;
async function read(kubectl: Kubectl, schema: null, args: readonly string[]): Promise<Outcome<Json>>;
async function read<T>(kubectl: Kubectl, schema: z.ZodType<T> | null, args: readonly string[]): Promise<Outcome<T | Json>> {
  // Who owns which field is hidden unless it is asked for.
  const shown = schema === null ? [] : ['--show-managed-fields'];
  const answer = await kubectl([...args, '-o', 'json', ...shown, REQUEST_TIMEOUT]);
  if (answer.rc !== 0) return kubectlFailure(answer);
  const value = jsonAnswer(answer.stdout);
  return schema === null ? { kind: 'ok', value, rc: 0 } : parsed(schema, value);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): Outcome<T> {
  const result = schema.safeParse(value);
  if (result.success) return { kind: 'ok', value: result.data, rc: 0 };
  const field = result.error.issues[0]?.path.join('.') ?? '';
  const message = `kubectl answered with an unexpected shape at '${field}'.`;
  return { kind: 'server_error', reason: 'BadBody', message, sent: true, rc: 0 };
}

/** A field that the schema does not know: kubectl lets the server drop it with a warning, the API adapter has it refused. */
const DROPPED_FIELD = /^Warning: (?:unknown|duplicate) field .*$/m;

async function patchDeployment(
  kubectl: Kubectl,
  { name, namespace }: TargetRef,
  patch: string,
  dry_run: boolean,
  gate: Gate,
): Promise<Outcome<Deployment>> {
  const closed = await closedBy(gate);
  if (closed !== null) return closed;
  const how = ['--type', 'merge', `--field-manager=${OWN_FIELD_MANAGER}`, ...(dry_run ? ['--dry-run=server'] : [])];
  const args = [
    '-n',
    namespace,
    'patch',
    `deployment/${name}`,
    ...how,
    '-o',
    'json',
    '--show-managed-fields',
    REQUEST_TIMEOUT,
    '-p',
    patch,
  ];
  const answer = await kubectl(args);
  if (answer.rc !== 0) return kubectlFailure(answer);
  const dropped = dry_run ? DROPPED_FIELD.exec(answer.stderr) : null;
  if (dropped === null) return parsed(deploymentSchema, jsonAnswer(answer.stdout));
  const message = dropped[0].replace(/^Warning: /, '');
  return { kind: 'invalid', reason: 'Invalid', message, sent: true, rc: 0, stderr: answer.stderr.trim() } satisfies Failure;
}

async function can(
  kubectl: Kubectl,
  { group, name, namespace, resource, subresource, verb }: AccessQuery,
): Promise<Outcome<boolean>> {
  const object = `${resource}${group === '' ? '' : `.${group}`}${name === undefined ? '' : `/${name}`}`;
  const where = namespace === undefined ? ['--all-namespaces'] : ['-n', namespace];
  const part = subresource === undefined ? [] : [`--subresource=${subresource}`];
  const answer = await kubectl(['auth', 'can-i', verb, object, ...where, ...part, REQUEST_TIMEOUT]);
  // A plain no ends with 1 as well.
  const allowed = canIAnswer(answer.stdout);
  return allowed === null ? kubectlFailure(answer) : { kind: 'ok', value: allowed, rc: answer.rc };
}
