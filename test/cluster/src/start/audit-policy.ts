import { identities } from './credentials.ts';

/** One rule of `audit.k8s.io/v1`; the first that matches decides. */
export type AuditRule = {
  level: 'None' | 'Metadata' | 'Request' | 'RequestResponse';
  users?: readonly string[];
  userGroups?: readonly string[];
  verbs?: readonly string[];
  resources?: readonly { group: string; resources?: readonly string[] }[];
  namespaces?: readonly string[];
  nonResourceURLs?: readonly string[];
};

const writes = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const machinery = [identities.kwok.user, identities.agent.user, identities.controllers.user, identities.scheduler.user];

/**
 * What the witness keeps: every write with request and response, except that secrets and tokens are never written down and
 * the cluster's own machinery is kept by name only. Reads are kept for service accounts, so that tests see what a connector
 * asked for; the machinery's reads are noise.
 */
export const defaultAuditRules: readonly AuditRule[] = [
  {
    level: 'None',
    nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version', '/openapi*', '/api', '/api/*', '/apis', '/apis/*'],
  },
  {
    level: 'None',
    users: [...machinery, 'system:apiserver'],
    resources: [{ group: 'coordination.k8s.io' }, { group: '', resources: ['events', 'nodes', 'nodes/status'] }],
  },
  { level: 'None', users: [...machinery, 'system:apiserver'], verbs: ['get', 'list', 'watch'] },
  { level: 'None', userGroups: ['system:serviceaccounts:kube-system'], verbs: ['get', 'list', 'watch'] },
  {
    level: 'Metadata',
    resources: [{ group: '', resources: ['secrets', 'serviceaccounts/token'] }, { group: 'authentication.k8s.io' }],
  },
  { level: 'Metadata', users: [...machinery, 'system:apiserver'] },
  { level: 'Metadata', userGroups: ['system:serviceaccounts:kube-system'] },
  { level: 'RequestResponse', verbs: writes },
  { level: 'Metadata', userGroups: ['system:serviceaccounts'] },
  { level: 'None' },
];

/** The policy file (JSON is YAML). */
export function auditPolicy(rules: readonly AuditRule[] = defaultAuditRules): string {
  return JSON.stringify(
    { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived', 'ResponseStarted'], rules },
    null,
    2,
  );
}
