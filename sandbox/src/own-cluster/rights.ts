import { isModeKeeperError, ModeKeeperError } from '@modekeeper/contracts';
import type { ClusterAccess } from './kubeconfig.ts';
import { describe, type KubeObject, type ObjectRef, pathOf, resourceOf } from './objects.ts';
import type { UserApi } from './user-api.ts';

/** Something that the user must be allowed to do. */
export type Need = {
  verb: 'create' | 'patch' | 'delete';
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string | undefined;
  name?: string;
  /** For the message. */
  words: string;
};

/** The right to make an object (or, where it stands already, to change it). */
export function needFor(ref: ObjectRef, verb: Need['verb']): Need {
  const { group, resource } = resourceOf(ref.kind);
  // A right to create cannot be limited to a name in Kubernetes, so it is not asked with one.
  const name = verb === 'create' ? {} : { name: ref.name };
  return { verb, group, resource, namespace: ref.namespace, ...name, words: `${verb} ${describe(ref)}` };
}

/** The right to ask for tokens of the connector's account. */
export function needForToken(namespace: string, account: string): Need {
  const words = `create tokens of ServiceAccount ${namespace}/${account}`;
  return { verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token', namespace, name: account, words };
}

/**
 * Asks the API server about each right before anything is made (SelfSubjectAccessReview).
 * @throws `forbidden` naming every missing right
 */
export async function requireRights(api: UserApi, { user, context }: ClusterAccess, needs: readonly Need[]): Promise<void> {
  const missing: string[] = [];
  for (const { words, ...resourceAttributes } of needs) {
    const { status } = await api.call<{ status: { allowed: boolean } }>({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
    });
    if (!status.allowed) missing.push(words);
  }
  if (missing.length > 0) throw notAllowed(`User ${user} of context ${context} may not: ${missing.join('; ')}`);
}

/**
 * Tries each rule set as a dry run: Kubernetes lets nobody grant rights that they do not hold ("privilege escalation prevention" of
 * RBAC), which no access review tells. Only for objects whose namespace stands.
 * @throws `forbidden`
 */
export async function requireGrantable(api: UserApi, { user }: ClusterAccess, roles: readonly KubeObject[]): Promise<void> {
  for (const role of roles) {
    const { kind, metadata } = role;
    const path = pathOf({ kind, namespace: metadata.namespace, name: '' });
    try {
      await api.call({ method: 'POST', path, query: { dryRun: 'All' }, body: role });
    } catch (error) {
      // It stands already: Helm will change it, and say so if it may not.
      if (isModeKeeperError(error) && error.code === 'conflict') continue;
      if (!isModeKeeperError(error) || error.code !== 'forbidden') throw error;
      throw notAllowed(`User ${user} may not grant what ${kind} ${metadata.name} holds, lacking it: ${error.message}`);
    }
  }
}

function notAllowed(message: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'forbidden',
    message: `${message.replace(/\.$/, '')}.`,
    hint: 'Nothing was created. Ask a cluster administrator, or name a context with these rights.',
  });
}
