/** Roles of a member, from most to least (connector.md, "Tenancy"). */
export const ROLES = ['owner', 'admin', 'approver', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may do what. The one table: every verb of the control plane names its permission, and the portal shows from it what a person
 * may not do and why. The control plane decides; the portal only explains.
 */
export const PERMISSIONS = {
  'organization.read': ['owner', 'admin', 'approver', 'viewer'],
  'member.manage': ['owner', 'admin'],
  'owner.manage': ['owner'],
  'invitation.manage': ['owner', 'admin'],
  'environment.create': ['owner', 'admin'],
  'cluster.read': ['owner', 'admin', 'approver', 'viewer'],
  'cluster.manage': ['owner', 'admin'],
  'passport.read': ['owner', 'admin', 'approver', 'viewer'],
  'passport.write': ['owner', 'admin'],
  'passport.publish': ['owner', 'admin'],
  'plan.read': ['owner', 'admin', 'approver', 'viewer'],
  'plan.approve': ['owner', 'admin', 'approver'],
  'plan.reject': ['owner', 'admin', 'approver'],
  'plan.cancel': ['owner', 'admin', 'approver'],
  'plan.resolve': ['owner', 'admin', 'approver'],
  // Stopping is for everybody who may act; starting again is for those who answer for it.
  'kill.engage': ['owner', 'admin', 'approver'],
  'kill.lift': ['owner', 'admin'],
  'audit.read': ['owner', 'admin', 'approver', 'viewer'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Roles that hold a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

/** Whether a role holds a permission; nobody without a role does. */
export function may(role: Role | null, permission: Permission): boolean {
  return role !== null && rolesWith(permission).includes(role);
}
