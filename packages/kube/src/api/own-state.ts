import type { z } from 'zod';
import { type ConfigMap, configMapSchema, type Lease, leaseSchema, secretSchema } from '../objects.ts';
import { mapOk, type Outcome } from '../outcome.ts';
import type { IdentitySecret, LeaseSpec, OwnState } from '../own-state.ts';
import { call, pathOf, SERVER_TIMEOUT_S } from './call.ts';
import type { Transport } from './transport.ts';

export interface OwnStateInput {
  readonly namespace: string;
  readonly release: string;
}

const query = { fieldManager: 'modekeeper', timeout: `${SERVER_TIMEOUT_S}s` };

/** The `OwnState` port over the Kubernetes API. */
export function apiOwnState(transport: Transport, { namespace, release }: OwnStateInput): OwnState {
  const full = (suffix: string) => `${release}-${suffix}`;
  const configMaps = ['api', 'v1', 'namespaces', namespace, 'configmaps'] as const;
  const leases = ['apis', 'coordination.k8s.io', 'v1', 'namespaces', namespace, 'leases'] as const;
  const secret = pathOf('api', 'v1', 'namespaces', namespace, 'secrets', full('identity'));

  const get = <T>(schema: z.ZodType<T>, path: string) => call(transport, schema, { method: 'GET', path });
  const write = <T>(schema: z.ZodType<T>, method: 'POST' | 'PUT', path: string, body: object) =>
    call(transport, schema, { method, path, query, body: JSON.stringify(body) });
  const born = (suffix: string, owner: IdentitySecret) => ({
    name: full(suffix),
    namespace,
    ownerReferences: [{ apiVersion: 'v1', kind: 'Secret', name: full('identity'), uid: owner.uid }],
  });

  return {
    getConfigMap: (name) => get(configMapSchema, pathOf(...configMaps, full(name))),
    createConfigMap: (name, data, owner): Promise<Outcome<ConfigMap>> =>
      write(configMapSchema, 'POST', pathOf(...configMaps), {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: born(name, owner),
        data,
      }),
    updateConfigMap: (name, data, read) => write(configMapSchema, 'PUT', pathOf(...configMaps, full(name)), { ...read, data }),
    getIdentity: async () => mapOk(await get(secretSchema, secret), identityOf),
    patchIdentity: async (data, read) => {
      const encoded = Object.entries(data).map(([key, value]) => [
        key,
        value === null ? null : Buffer.from(value).toString('base64'),
      ]);
      const body = JSON.stringify({ metadata: { resourceVersion: read.resource_version }, data: Object.fromEntries(encoded) });
      const patch = { method: 'PATCH', path: secret, query, body, content_type: 'application/merge-patch+json' } as const;
      return mapOk(await call(transport, secretSchema, patch), identityOf);
    },
    getLease: () => get(leaseSchema, pathOf(...leases, full('lease'))),
    createLease: (spec: LeaseSpec, owner): Promise<Outcome<Lease>> =>
      write(leaseSchema, 'POST', pathOf(...leases), {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: born('lease', owner),
        spec,
      }),
    updateLease: (spec, read) => write(leaseSchema, 'PUT', pathOf(...leases, full('lease')), { ...read, spec }),
  };
}

function identityOf(secret: z.infer<typeof secretSchema>): IdentitySecret {
  const data = Object.entries(secret.data ?? {}).map(
    ([key, value]) => [key, new Uint8Array(Buffer.from(value, 'base64'))] as const,
  );
  return { uid: secret.metadata.uid, resource_version: secret.metadata.resourceVersion, data: Object.fromEntries(data) };
}
