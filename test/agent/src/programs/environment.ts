import type { V1Container, V1EnvVar, V1Pod } from '@kubernetes/client-node';
import { expand } from './expand.ts';
import { fieldValue, resourceValue } from './fields.ts';
import type { Entries, Lookups } from './lookups.ts';
import { MissingError } from './missing.ts';

type Context = { pod: V1Pod; container: V1Container; lookups: Lookups };

const missing = (message: string) => new MissingError('CreateContainerConfigError', message);

async function entriesOf(
  context: Context,
  kind: 'configmap' | 'secret',
  name: string,
  optional: boolean,
): Promise<Entries | null> {
  const namespace = context.pod.metadata?.namespace ?? '';
  const entries = await (kind === 'secret' ? context.lookups.secret : context.lookups.configMap)(namespace, name);
  if (entries === null && !optional) throw missing(`${kind} "${name}" not found`);
  return entries;
}

async function keyOf(
  context: Context,
  kind: 'configmap' | 'secret',
  ref: { name?: string; key: string; optional?: boolean },
): Promise<string | null> {
  const name = ref.name ?? '';
  const value = (await entriesOf(context, kind, name, ref.optional === true))?.get(ref.key);
  if (value === undefined && ref.optional !== true) throw missing(`couldn't find key ${ref.key} in ${kind} ${name}`);
  return value?.toString('utf8') ?? null;
}

/** Value of one variable; null leaves it unset (an optional key that is not there). */
async function variableValue(context: Context, variable: V1EnvVar, known: ReadonlyMap<string, string>): Promise<string | null> {
  const from = variable.valueFrom;
  if (from === undefined) return expand(variable.value ?? '', known);
  if (from.configMapKeyRef !== undefined) return keyOf(context, 'configmap', from.configMapKeyRef);
  if (from.secretKeyRef !== undefined) return keyOf(context, 'secret', from.secretKeyRef);
  const container =
    context.pod.spec?.containers.find(({ name }) => name === from.resourceFieldRef?.containerName) ?? context.container;
  const value =
    from.fieldRef !== undefined
      ? fieldValue(context.pod, from.fieldRef.fieldPath)
      : resourceValue(container, from.resourceFieldRef?.resource ?? '', from.resourceFieldRef?.divisor);
  if (value === null) throw missing(`the node agent cannot resolve variable ${variable.name}`);
  return value;
}

/**
 * Environment of a container in the order of the kubelet: the given service variables, then `envFrom`, then `env`, later
 * ones win and may refer to earlier ones. Throws `MissingError` when something that is not optional does not exist.
 */
export async function resolveEnvironment(
  pod: V1Pod,
  container: V1Container,
  lookups: Lookups,
  base: Readonly<Record<string, string>>,
): Promise<Map<string, string>> {
  const context: Context = { pod, container, lookups };
  const result = new Map(Object.entries(base));
  for (const { configMapRef, secretRef, prefix = '' } of container.envFrom ?? []) {
    const ref = configMapRef ?? secretRef;
    if (ref === undefined) continue;
    const entries = await entriesOf(
      context,
      secretRef === undefined ? 'configmap' : 'secret',
      ref.name ?? '',
      ref.optional === true,
    );
    for (const [key, value] of entries ?? []) result.set(prefix + key, value.toString('utf8'));
  }
  for (const variable of container.env ?? []) {
    const value = await variableValue(context, variable, result);
    if (value !== null) result.set(variable.name, value);
  }
  return result;
}
