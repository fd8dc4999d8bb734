import type { V1DownwardAPIVolumeFile, V1KeyToPath, V1Pod, V1Volume, V1VolumeProjection } from '@kubernetes/client-node';
import { fieldValue, resourceValue } from '../programs/fields.ts';
import type { Entries, Lookups } from '../programs/lookups.ts';
import { MissingError } from '../programs/missing.ts';
import type { VolumeFiles } from './atomic-writer.ts';
import type { TokenSource } from './token.ts';

export type RenderContext = { pod: V1Pod; lookups: Lookups; tokens: TokenSource };

const failed = (message: string) => new MissingError('FailedMount', message);

function pick(
  what: string,
  entries: Entries | null,
  items: readonly V1KeyToPath[] | undefined,
  optional: boolean,
): [string, Buffer][] {
  if (entries === null) {
    if (optional) return [];
    throw failed(`${what} not found`);
  }
  if (items === undefined) return [...entries];
  return items.flatMap(({ key, path }): [string, Buffer][] => {
    const content = entries.get(key);
    if (content !== undefined) return [[path, content]];
    if (optional) return [];
    throw failed(`${what} has no key ${key}`);
  });
}

function downward(pod: V1Pod, items: readonly V1DownwardAPIVolumeFile[] | undefined): [string, Buffer][] {
  return (items ?? []).map(({ path, fieldRef, resourceFieldRef }) => {
    const container = pod.spec?.containers.find(({ name }) => name === resourceFieldRef?.containerName);
    const value =
      fieldRef === undefined
        ? resourceValue(container, resourceFieldRef?.resource ?? '', resourceFieldRef?.divisor)
        : fieldValue(pod, fieldRef.fieldPath);
    if (value === null) throw failed(`the node agent cannot resolve ${path}`);
    return [path, Buffer.from(value, 'utf8')];
  });
}

async function projection(context: RenderContext, source: V1VolumeProjection): Promise<[string, Buffer][]> {
  const { pod, lookups, tokens } = context;
  const { namespace = '', name = '', uid = '' } = pod.metadata ?? {};
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  if (configMap !== undefined) {
    const ref = configMap.name ?? '';
    return pick(`configmap "${ref}"`, await lookups.configMap(namespace, ref), configMap.items, configMap.optional === true);
  }
  if (secret !== undefined) {
    const ref = secret.name ?? '';
    return pick(`secret "${ref}"`, await lookups.secret(namespace, ref), secret.items, secret.optional === true);
  }
  if (downwardAPI !== undefined) return downward(pod, downwardAPI.items);
  if (serviceAccountToken === undefined) throw failed('the node agent does not support this projected source');
  const token = await tokens.token({
    namespace,
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
    pod: { name, uid },
    expirationSeconds: serviceAccountToken.expirationSeconds ?? 3600,
    ...(serviceAccountToken.audience === undefined ? {} : { audience: serviceAccountToken.audience }),
  });
  return [[serviceAccountToken.path, Buffer.from(token)]];
}

/**
 * What a volume holds right now; null for an `emptyDir`, which holds what the program writes.
 * Throws `MissingError` when something that is not optional does not exist, or for a kind of volume that needs a real node.
 */
export async function renderVolume(context: RenderContext, volume: V1Volume): Promise<VolumeFiles | null> {
  const { configMap, secret, downwardAPI, projected, emptyDir } = volume;
  if (emptyDir !== undefined) return null;
  if (configMap !== undefined) return new Map(await projection(context, { configMap }));
  if (secret !== undefined) {
    const { secretName = '', items, optional = false } = secret;
    return new Map(
      await projection(context, { secret: { name: secretName, optional, ...(items === undefined ? {} : { items }) } }),
    );
  }
  if (downwardAPI !== undefined) return new Map(downward(context.pod, downwardAPI.items));
  if (projected === undefined) throw failed(`the node agent does not support the kind of volume ${volume.name}`);
  const files = new Map<string, Buffer>();
  for (const source of projected.sources ?? [])
    for (const [path, content] of await projection(context, source)) files.set(path, content);
  return files;
}
