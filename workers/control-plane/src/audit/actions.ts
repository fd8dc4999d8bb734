/** Closed list of what the audit log records. Add here first; nothing else can be appended. */
export const AUDIT_ACTIONS = [
  'organization.created',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'invitation.created',
  'invitation.revoked',
  'environment.created',
  'cluster.created',
  'cluster.token_created',
  'cluster.enrolled',
  'cluster.key_rotated',
  'cluster.confirmed',
  'cluster.revoked',
  'cluster.removed',
  'passport.created',
  'passport.version_added',
  'passport.published',
  'plan.proposed',
  'plan.transition',
  'plan.divergence',
  'plan.approved',
  'plan.rejected',
  'plan.cancelled',
  'plan.cancel_requested',
  'plan.expired',
  'plan.resolved',
  'plan.receipt',
  'kill.engaged',
  'kill.lifted',
  'kill.reported',
  'license.added',
  'connector.duplicate_identity',
  'connector.state_diverged',
  'connector.document_refused',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export type AuditSubject =
  | 'organization'
  | 'member'
  | 'invitation'
  | 'environment'
  | 'cluster'
  | 'passport'
  | 'plan'
  | 'kill_switch'
  | 'license';
