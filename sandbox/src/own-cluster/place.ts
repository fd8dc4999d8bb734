import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { repositoryRoot } from '../platform/paths.ts';

/** Where the local control plane keeps its state, and how our things in the user's cluster are called. */
export type Place = {
  state_path: string;
  namespace: string;
  release: string;
  /** Helm's binary; default: what `findHelm` finds. */
  helm?: string;
};

/** Helm's names of releases end at 53 characters, and the guard's is 6 longer. */
const LONGEST = 47;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * `.state/own-cluster` in the checkout (`MODEKEEPER_STATE_DIR`), namespace `modekeeper` (`MODEKEEPER_NAMESPACE`). The release is called as
 * the namespace: the guard's policy is cluster-scoped and named after it, and must not meet that of another installation.
 * @throws `invalid_input`
 */
export function defaultPlace(env: Readonly<Record<string, string | undefined>> = process.env): Place {
  const namespace = env.MODEKEEPER_NAMESPACE ?? 'modekeeper';
  if (!DNS_LABEL.test(namespace) || namespace.length > LONGEST) {
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: `MODEKEEPER_NAMESPACE is ${JSON.stringify(namespace)}, which cannot be the name of our namespace.`,
      hint: `Use small letters, digits and dashes, at most ${LONGEST}, or leave it out for modekeeper.`,
    });
  }
  const state_path = env.MODEKEEPER_STATE_DIR ?? join(repositoryRoot(), '.state', 'own-cluster');
  return { state_path, namespace, release: namespace };
}

/** Release and policy of the guard that belongs to a connector, as the control plane's install guide calls it. */
export function guardRelease({ release }: Pick<Place, 'release'>): string {
  return `${release}-guard`;
}
