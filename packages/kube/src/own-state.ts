import type { ConfigMap, Lease } from './objects.ts';
import type { Outcome } from './outcome.ts';

/** The ConfigMaps that the connector writes, by suffix of `<release>-`. */
export type OwnConfigMapName = 'journal' | 'state';

/** The key pair's Secret: made empty by the chart, filled by the connector. */
export interface IdentitySecret {
  readonly uid: string;
  readonly resource_version: string;
  /** Values as bytes; base64 is the wire's matter. */
  readonly data: Readonly<Record<string, Uint8Array>>;
}

export interface LeaseSpec {
  readonly holderIdentity: string;
  readonly leaseDurationSeconds: number;
  readonly leaseTransitions: number;
  /** RFC 3339 with microseconds (`metav1.MicroTime`). */
  readonly acquireTime: string;
  readonly renewTime: string;
}

/**
 * The connector's own objects, and nothing else: names are `<release>-<suffix>` in the connector's namespace, so this port cannot reach anybody
 * else's object. The kill switch stops writes to every object but these (safety.md, I1), hence no gate here; every write has a precondition instead
 * (`create` or the resourceVersion that was read).
 */
export interface OwnState {
  getConfigMap(name: OwnConfigMapName | 'kill'): Promise<Outcome<ConfigMap>>;
  /** Made with an ownerReference to the identity Secret, so that `helm uninstall` leaves nothing. Exists already → `conflict`. */
  createConfigMap(
    name: OwnConfigMapName,
    data: Readonly<Record<string, string>>,
    owner: IdentitySecret,
  ): Promise<Outcome<ConfigMap>>;
  /** Replaces `data`; everything else stays as in `read`, whose resourceVersion is the precondition. */
  updateConfigMap(name: OwnConfigMapName, data: Readonly<Record<string, string>>, read: ConfigMap): Promise<Outcome<ConfigMap>>;
  getIdentity(): Promise<Outcome<IdentitySecret>>;
  /** Sets the given keys; null removes one. `read` gives the precondition. */
  patchIdentity(data: Readonly<Record<string, Uint8Array | null>>, read: IdentitySecret): Promise<Outcome<IdentitySecret>>;
  getLease(): Promise<Outcome<Lease>>;
  createLease(spec: LeaseSpec, owner: IdentitySecret): Promise<Outcome<Lease>>;
  updateLease(spec: LeaseSpec, read: Lease): Promise<Outcome<Lease>>;
}
