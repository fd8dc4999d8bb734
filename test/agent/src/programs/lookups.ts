import type { V1ConfigMap, V1Secret } from '@kubernetes/client-node';
import { type ApiClient, findObject } from '@modekeeper/cluster';

/** Entries of a ConfigMap or Secret, by key. */
export type Entries = ReadonlyMap<string, Buffer>;

/** Reads what pods refer to; null for an object that does not exist. */
export type Lookups = {
  configMap(namespace: string, name: string): Promise<Entries | null>;
  secret(namespace: string, name: string): Promise<Entries | null>;
};

const decoded = (data: Record<string, string> | undefined, encoding: 'utf8' | 'base64') =>
  Object.entries(data ?? {}).map(([key, value]): [string, Buffer] => [key, Buffer.from(value, encoding)]);

/** Lookups through the API server. */
export function createLookups(client: ApiClient): Lookups {
  return {
    async configMap(namespace, name) {
      const found = await findObject<V1ConfigMap>(client, {
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}/configmaps/${name}`,
      });
      return found === null ? null : new Map([...decoded(found.data, 'utf8'), ...decoded(found.binaryData, 'base64')]);
    },
    async secret(namespace, name) {
      const found = await findObject<V1Secret>(client, {
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}/secrets/${name}`,
      });
      return found === null ? null : new Map(decoded(found.data, 'base64'));
    },
  };
}
