import type { ConfigMap, IdentitySecret, Outcome, OwnConfigMapName, OwnState } from '@modekeeper/kube';

/** What became of a read of one of the connector's own objects. */
export type OwnRead =
  | { readonly kind: 'found'; readonly data: Readonly<Record<string, string>> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string };

/** What became of a write. `conflict`: another resourceVersion is stored, read again; `failed`: may or may not have landed. */
export type OwnWrite =
  | { readonly kind: 'written' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string };

/** One ConfigMap of the connector's own (`<release>-journal`, `<release>-state`). It remembers the version that it read or wrote last. */
export interface OwnObject {
  readonly name: string;
  read(): Promise<OwnRead>;
  create(data: Readonly<Record<string, string>>): Promise<OwnWrite>;
  /** Replaces the whole data; the version seen last is the precondition. */
  replace(data: Readonly<Record<string, string>>): Promise<OwnWrite>;
}

/** `OwnObject` over the Kubernetes API. The object is owned by the identity Secret, so that `helm uninstall` leaves nothing. */
export function ownConfigMap(own: OwnState, name: OwnConfigMapName, owner: IdentitySecret): OwnObject {
  let seen: ConfigMap | null = null;
  const written = (outcome: Outcome<ConfigMap>): OwnWrite => {
    if (outcome.kind === 'ok') {
      seen = outcome.value;
      return { kind: 'written' };
    }
    if (outcome.kind === 'conflict') return { kind: 'conflict' };
    return outcome.kind === 'not_found' ? { kind: 'missing' } : { kind: 'failed', message: outcome.message };
  };
  return {
    name,
    async read() {
      const outcome = await own.getConfigMap(name);
      if (outcome.kind === 'not_found') return { kind: 'missing' };
      if (outcome.kind !== 'ok') return { kind: 'failed', message: outcome.message };
      seen = outcome.value;
      return { kind: 'found', data: outcome.value.data ?? {} };
    },
    create: async (data) => written(await own.createConfigMap(name, data, owner)),
    replace: async (data) => (seen === null ? { kind: 'conflict' } : written(await own.updateConfigMap(name, data, seen))),
  };
}
