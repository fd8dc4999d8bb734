import type { paths } from '../api/schema.d.ts';

export type AuditAction = NonNullable<NonNullable<paths['/v1/audit-events']['get']['parameters']['query']>['action']>;

/** Every action that the log records, in words; the list is the API's own. */
export const ACTIONS: Record<AuditAction, string> = {
  'plan.proposed': 'Plan proposed',
  'plan.transition': 'Plan changed state',
  'plan.approved': 'Plan approved',
  'plan.rejected': 'Plan rejected',
  'plan.cancelled': 'Plan cancelled',
  'plan.cancel_requested': 'Cancelling asked for',
  'plan.expired': 'Plan expired',
  'plan.resolved': 'Plan resolved by a person',
  'plan.receipt': 'Receipt received',
  'plan.divergence': 'Plan diverged between cluster and control plane',
  'kill.engaged': 'Changes stopped',
  'kill.lifted': 'Stop lifted',
  'kill.reported': 'Connector reported its kill switch',
  'cluster.created': 'Cluster added',
  'cluster.token_created': 'Enrolment token made',
  'cluster.enrolled': 'Connector enrolled',
  'cluster.key_rotated': 'Connector key rotated',
  'cluster.confirmed': 'Cluster confirmed',
  'cluster.revoked': 'Cluster revoked',
  'cluster.removed': 'Cluster removed',
  'connector.duplicate_identity': 'Two connectors with one identity',
  'connector.state_diverged': 'Connector tells another state of a plan',
  'connector.document_refused': 'Document of a connector refused',
  'passport.created': 'Passport created',
  'passport.version_added': 'Passport version added',
  'passport.published': 'Passport published',
  'license.added': 'Licence added',
  'environment.created': 'Environment created',
  'organization.created': 'Organisation created',
  'member.joined': 'Member joined',
  'member.role_changed': 'Role changed',
  'member.removed': 'Member removed',
  'invitation.created': 'Invitation made',
  'invitation.revoked': 'Invitation withdrawn',
};

/** An action in words; one of a newer control plane as its code. */
export function actionWords(action: string): string {
  return isAction(action) ? ACTIONS[action] : action;
}

export function isAction(action: string): action is AuditAction {
  return Object.hasOwn(ACTIONS, action);
}

const GROUPS: Record<string, string> = {
  plan: 'Plans',
  kill: 'Kill switch',
  cluster: 'Clusters',
  connector: 'Connectors',
  passport: 'Passports',
  license: 'Licences',
  environment: 'Environments',
  organization: 'Organisation',
  member: 'Members',
  invitation: 'Invitations',
};

/** The actions under headings, for a choice. */
export const ACTION_GROUPS: readonly { label: string; actions: AuditAction[] }[] = Object.entries(GROUPS).map(
  ([prefix, label]) => ({
    label,
    actions: Object.keys(ACTIONS)
      .filter(isAction)
      .filter((action) => action.startsWith(`${prefix}.`)),
  }),
);

/** What events can be about. */
export const SUBJECTS = {
  plan: 'Plan',
  cluster: 'Cluster',
  kill_switch: 'Kill switch',
  passport: 'Passport',
  license: 'Licence',
  environment: 'Environment',
  organization: 'Organisation',
  member: 'Member',
  invitation: 'Invitation',
} as const;
export type SubjectType = keyof typeof SUBJECTS;

export function isSubjectType(type: string): type is SubjectType {
  return Object.hasOwn(SUBJECTS, type);
}
