// The connector's own objects on the fake server: ConfigMaps with resourceVersions, the identity Secret, the Lease.
import type { ConfigMap, IdentitySecret, Lease, LeaseSpec, Outcome, OwnState } from '@modekeeper/kube';
import type { Clock } from '../../ports.ts';
import type { Calls } from '../crash.ts';
import { type FakeServer, failure, noAnswer } from '../fake-cluster.ts';

export interface OwnObjects {
  lease: Lease | null;
  /** Until when a process may go on that held a Lease which somebody has deleted. */
  deleted_until_ms: number;
  identity: IdentitySecret;
}

const missing = () => failure('not_found', 404, 'not found');
const stale = () => failure('conflict', 409, 'the object has been modified');

export function fakeOwnState(server: FakeServer, own: OwnObjects, clock: Clock, calls: Calls): OwnState {
  const at = <T>(work: () => Outcome<T>): Promise<Outcome<T>> => calls.around(work, noAnswer);
  const ok = <T>(value: T): Outcome<T> => ({ kind: 'ok', value, status: 200, date_ms: clock.now_ms() });
  const configMap = (name: string, { data, version }: { data: Record<string, string>; version: number }): ConfigMap => ({
    metadata: { name: `mk-${name}`, uid: name, resourceVersion: String(version) },
    data,
  });
  const leaseOf = (spec: LeaseSpec, version: number): Lease => ({
    metadata: { name: 'mk-lease', uid: 'lease', resourceVersion: String(version) },
    spec: { ...spec },
  });
  return {
    getConfigMap: (name) =>
      at(() => {
        if (name === 'kill') return ok(configMap('kill', { data: { kill_switch: server.kill_switch }, version: 1 }));
        const found = server.objects.get(name);
        return found === undefined ? missing() : ok(configMap(name, found));
      }),
    createConfigMap: (name, data) =>
      at(() => {
        if (server.objects.has(name)) return stale();
        const stored = { data: { ...data }, version: 1 };
        server.objects.set(name, stored);
        return ok(configMap(name, stored));
      }),
    updateConfigMap: (name, data, read) =>
      at(() => {
        const found = server.objects.get(name);
        if (found === undefined) return missing();
        if (String(found.version) !== read.metadata.resourceVersion) return stale();
        const stored = { data: { ...data }, version: found.version + 1 };
        server.objects.set(name, stored);
        return ok(configMap(name, stored));
      }),
    getIdentity: () => at(() => ok(own.identity)),
    patchIdentity: () => at(() => ok(own.identity)),
    getLease: () => at(() => (own.lease === null ? missing() : ok(own.lease))),
    createLease: (spec) =>
      at(() => {
        if (own.lease !== null) return stale();
        own.lease = leaseOf(spec, 1);
        return ok(own.lease);
      }),
    updateLease: (spec, read) =>
      at(() => {
        if (own.lease?.metadata.resourceVersion !== read.metadata.resourceVersion) return stale();
        own.lease = leaseOf(spec, Number(read.metadata.resourceVersion) + 1);
        return ok(own.lease);
      }),
  };
}
